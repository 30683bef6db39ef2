/** How is a breach written down: what happened, since when it is known, and what could be seen? Counted before it is registered. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { BreachScope } from '../../../src-collector/contract/rights-api.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { ChoiceField, SelectField, TextAreaField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { instantOf, typedInstant } from '../../parts/typed-instant.ts';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import { goTo, hrefOf } from '../../place.ts';
import { BreachNumbers } from './breach-numbers.tsx';
import styles from './rights.module.css';
import { BackTo } from './rights-frame.tsx';
import { scopeOf } from './scope-of.ts';

const SCOPES = ['unit', 'venue', 'gate', 'account', 'token'] as const;
const COVERS = ['arrived', 'held'] as const;
const DAY_MS = 86_400_000;

export function NewBreach(): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const counting = useDoing('breach.query');
  const registering = useDoing('breach.register');
  const [kind, setKind] = useState<BreachScope['kind']>('unit');
  const [unitText, setUnitText] = useState(own.join('/'));
  const [which, setWhich] = useState('');
  const [fromText, setFromText] = useState(() => typedInstant(Date.now() - DAY_MS));
  const [toText, setToText] = useState(() => typedInstant(Date.now()));
  const [covers, setCovers] = useState<(typeof COVERS)[number]>('arrived');
  const [noticedText, setNoticedText] = useState(() => typedInstant(Date.now()));
  const [nature, setNature] = useState('');
  const [measures, setMeasures] = useState('');
  const [counts, setCounts] = useState<CallOutput<'breach.query'>['counts'] | null>(null);
  const [fromUtcMs, toUtcMs, noticedAtUtcMs] = [instantOf(fromText), instantOf(toText), instantOf(noticedText)];
  const scope = scopeOf(kind, which, unitOf(unitText, own));
  const isWindow = fromUtcMs !== null && toUtcMs !== null && toUtcMs > fromUtcMs;
  const window =
    scope !== null && fromUtcMs !== null && toUtcMs !== null && isWindow ? { scope, fromUtcMs, toUtcMs, covers } : null;

  async function count(): Promise<void> {
    if (window === null) return;
    setCounts(null);
    const answer = await counting.run(window);
    if (answer !== null) setCounts(answer.counts);
  }

  async function register(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (window === null || noticedAtUtcMs === null) return;
    const said = measures.trim() === '' ? null : measures.trim();
    const answer = await registering.run({ ...window, noticedAtUtcMs, nature: nature.trim(), measures: said });
    if (answer !== null) goTo(hrefOf('rights', ['breaches', answer.breach.breachId]));
  }

  return (
    <PageFrame
      title={t('rights.breach.new')}
      about={t('rights.breach.hurry')}
      above={<BackTo part="breaches">{t('rights.breach.toAll')}</BackTo>}
      isNarrow
    >
      <form className={styles.form} onSubmit={(event) => void register(event)}>
        <Section title={t('rights.breach.what')}>
          <TextAreaField
            label={t('rights.breach.nature')}
            hint={t('rights.reasonHint')}
            value={nature}
            name="nature"
            rows={3}
            maxLength={300}
            required
            onText={setNature}
          />
          <TextField
            label={t('rights.breach.noticedAt')}
            hint={t('rights.breach.noticedHint')}
            value={noticedText}
            type="datetime-local"
            name="noticed"
            required
            onText={setNoticedText}
          />
          <TextAreaField
            label={t('rights.breach.measures')}
            value={measures}
            name="measures"
            rows={3}
            maxLength={300}
            onText={setMeasures}
          />
        </Section>
        <Section title={t('rights.breach.seen')} about={t('rights.breach.seenAbout')}>
          <SelectField
            label={t('rights.breach.scope')}
            value={kind}
            name="scope"
            onChoice={(value) => setKind(SCOPES.find((each) => each === value) ?? 'unit')}
          >
            {SCOPES.map((each) => (
              <option key={each} value={each}>
                {t(`rights.scope.${each}.name`)}
              </option>
            ))}
          </SelectField>
          {kind === 'unit' ? (
            <UnitField label={t('notices.unit')} text={unitText} onText={setUnitText} />
          ) : (
            <TextField
              label={t(`rights.scope.${kind}.which`)}
              hint={t(`rights.scope.${kind}.hint`)}
              value={which}
              name="which"
              maxLength={64}
              required
              onText={setWhich}
            />
          )}
          <ChoiceField
            label={t('rights.breach.covers')}
            value={covers}
            choices={COVERS.map((value) => ({ value, text: t(`rights.covers.${value}`) }))}
            onChoice={setCovers}
          />
          <div className={styles.pair}>
            <TextField
              label={t('rights.breach.from')}
              value={fromText}
              type="datetime-local"
              name="from"
              required
              onText={setFromText}
            />
            <TextField
              label={t('rights.breach.to')}
              error={isWindow ? null : t('rights.breach.noWindow')}
              value={toText}
              type="datetime-local"
              name="to"
              required
              onText={setToText}
            />
          </div>
          <RefusalNotice refused={counting.refused} />
          <div>
            <Button
              icon="search"
              disabled={counting.isBusy || window === null}
              data-testid="count"
              onClick={() => void count()}
            >
              {t('rights.breach.count')}
            </Button>
          </div>
          {counts === null ? null : <BreachNumbers counts={counts} />}
        </Section>
        <RefusalNotice refused={registering.refused} />
        <Button
          type="submit"
          weight="main"
          disabled={registering.isBusy || window === null || noticedAtUtcMs === null || nature.trim().length < 3}
          data-testid="register-breach"
        >
          {t('rights.breach.register')}
        </Button>
      </form>
    </PageFrame>
  );
}
