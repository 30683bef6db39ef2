/** What is known of this one person, and what does the desk do for them? Masked until somebody asks to see it. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { EntryRefInput, VisitDetail } from '../../../src-main/contract/visit-api.ts';
import { maskName, maskNumber } from '../../../src-main/core/code/mask.ts';
import type { CopyField } from '../../../src-main/core/visit/visit-note.ts';
import { COPY_FIELDS } from '../../../src-main/core/visit/visit-note.ts';
import type { GateClient } from '../../gate-connection.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { useDesk } from '../../parts/use-desk.ts';
import { vietnamTime } from '../../parts/vietnam-time.ts';
import { CompanionFields } from './companion-fields.tsx';
import { DeclarationForm } from './declaration-form.tsx';
import styles from './visits-screen.module.css';

/** So long does a person's data stay readable on a screen that others can see, in milliseconds. */
const SHOWN_MS = 60_000;

type Trouble = 'no-answer' | 'gone' | 'not-stored' | 'unknown-lane' | 'clipboard';

export type VisitPanelProps = {
  readonly visit: EntryRefInput;
  readonly snapshot: GateSnapshot;
  /** Somebody works with this person: the newest one does not take their place. */
  readonly onTouched: () => void;
};

export function VisitPanel({ visit, snapshot, onTouched }: VisitPanelProps): ReactElement | null {
  const { t } = useTranslation();
  const gate = useGate();
  const [isShown, setIsShown] = useState(false);
  const [isDeclaring, setIsDeclaring] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const { epoch, seq } = visit;
  const load = useCallback((client: GateClient) => client.openVisit({ visit: { epoch, seq } }), [epoch, seq]);
  const { value: opened } = useDesk(load, snapshot.desk.revision);
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setTimeout(() => setIsShown(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isShown]);

  if (opened === null) return null;
  if (opened.type === 'gone') {
    return (
      <p role="alert" className={styles.wrong}>
        {t('visits.error.gone')}
      </p>
    );
  }
  const { detail } = opened;
  const { hospital } = snapshot.settings;

  async function tell(call: (client: GateClient) => Promise<{ readonly type: string }>): Promise<boolean> {
    onTouched();
    const answer = await gate.ask(call);
    const found: Trouble | null =
      answer.type !== 'answered' ? 'no-answer' : isTrouble(answer.value.type) ? answer.value.type : null;
    setTrouble(found);
    return found === null;
  }

  /** Noted first, then copied: see the gate's own `copyVisit`. */
  async function copy(fields: readonly CopyField[], what: string): Promise<void> {
    onTouched();
    setCopied(null);
    const answer = await gate.ask((client) => client.copyVisit({ visit, fields: [...fields] }));
    if (answer.type !== 'answered') return setTrouble('no-answer');
    if (answer.value.type !== 'copied') return setTrouble(answer.value.type);
    try {
      await navigator.clipboard.writeText(answer.value.text);
      setTrouble(null);
      setCopied(what);
    } catch {
      setTrouble('clipboard'); // The page had lost the focus, or the browser does not allow it.
    }
  }

  return (
    <section className={styles.panel} aria-label={t('visits.detail')} data-testid="visit-panel">
      {detail.declared === 'separate' ? (
        <div role="alert" className={styles.separate} data-testid="separate">
          <strong>{t('visits.separateBanner')}</strong>
          <span>{t('visits.separateDo')}</span>
        </div>
      ) : null}
      <header className={styles.panelHead}>
        <div>
          <h2>{shownValue(detail, 'name', isShown) ?? t('visits.noName')}</h2>
          <p className={styles.hint}>
            {t('visits.arrived', { time: vietnamTime(detail.atUtcMs).slice(0, 5) })} ·{' '}
            {detail.copies === 0 ? t('visits.notCopiedYet') : t('visits.copies', { total: detail.copies })}
          </p>
        </div>
        <Button icon="eye" aria-pressed={isShown} data-testid="show-person" onClick={() => setIsShown(!isShown)}>
          {t(isShown ? 'visits.hide' : 'visits.show')}
        </Button>
      </header>
      <p role="alert" className={trouble === null ? styles.calm : styles.wrong}>
        {trouble === null ? null : t(`visits.error.${trouble}`)}
      </p>
      <ul className={styles.values}>
        {COPY_FIELDS.filter((field) => field !== 'department').map((field) => (
          <Value
            key={field}
            field={field}
            text={shownValue(detail, field, isShown)}
            onCopy={() => void copy([field], t(`visits.field.${field}`))}
          />
        ))}
      </ul>
      <div className={styles.answers}>
        <Button
          isLarge
          weight="main"
          icon="copy"
          data-testid="copy-all"
          onClick={() => void copy(hospital.copyFields, t('visits.wholeLine'))}
        >
          {t('visits.copyAll')}
        </Button>
        <p role="status" className={styles.good}>
          {copied === null ? null : t('visits.copied', { what: copied })}
        </p>
      </div>
      <fieldset className={styles.group}>
        <legend>{t('visits.department')}</legend>
        <div className={styles.chips}>
          {hospital.departments.map((department) => (
            <button
              key={department}
              type="button"
              className={styles.chip}
              aria-pressed={detail.values.department === department}
              data-testid="department"
              onClick={() => void tell((client) => client.setDepartment({ visit, department }))}
            >
              {department}
            </button>
          ))}
        </div>
      </fieldset>
      <CompanionFields detail={detail} lanes={snapshot.lanes} onAsk={tell} />
      {isDeclaring ? (
        <DeclarationForm
          onCancel={() => setIsDeclaring(false)}
          onDeclared={async (declaration) => {
            if (await tell((client) => client.declareHealth({ visit, declaration, at: 'desk' }))) setIsDeclaring(false);
          }}
        />
      ) : (
        <div className={styles.group}>
          <h3>{t('visits.declaration.title')}</h3>
          <p>
            <span className={styles.tag} data-declared={detail.declared}>
              {t(`visits.declared.${detail.declared}`)}
            </span>{' '}
            {detail.declaration === null ? null : t(`visits.declaration.at.${detail.declaration.at}`)}
          </p>
          <Button
            icon="care"
            data-testid="declare"
            onClick={() => {
              onTouched();
              setIsDeclaring(true);
            }}
          >
            {t(detail.declaration === null ? 'visits.declaration.open' : 'visits.declaration.again')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Value(props: { field: CopyField; text: string | null; onCopy: () => void }): ReactElement {
  const { field, text, onCopy } = props;
  const { t } = useTranslation();
  const label = t(`visits.field.${field}`);
  return (
    <li data-field={field}>
      <span className={styles.label}>{label}</span>
      <span className={text === null ? styles.unknown : styles.value}>{text ?? t('visits.unknown')}</span>
      {text === null ? null : (
        <button
          type="button"
          className={styles.copy}
          aria-label={t('visits.copy', { field: label })}
          data-testid={`copy-${field}`}
          onClick={onCopy}
        >
          {t('visits.copyShort')}
        </button>
      )}
    </li>
  );
}

function isTrouble(word: string): word is Exclude<Trouble, 'clipboard' | 'no-answer'> {
  return word === 'gone' || word === 'not-stored' || word === 'unknown-lane';
}

/** As much of it as a bystander may see, unless it is shown. */
function shownValue({ values }: VisitDetail, field: CopyField, isShown: boolean): string | null {
  const text = values[field] ?? null;
  if (isShown || text === null) return text;
  switch (field) {
    case 'name':
      return maskName(text);
    case 'idNumber':
    case 'insuranceNumber':
    case 'phone':
      return maskNumber(text);
    case 'birthDate':
      return text.replace(/^\d\d\/\d\d\//, '**/**/');
    default:
      return text;
  }
}
