/** How does somebody who comes for today get in, and how does the badge come back? */

import type { FormEvent, ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PersonItem, PersonRefusal } from '../../../src-main/contract/roster-api.ts';
import { Button } from '../../parts/button.tsx';
import { useCodeCatch } from '../../parts/code-catch.ts';
import { TextField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import styles from './people.module.css';

type Visitor = Readonly<Record<'name' | 'number' | 'company' | 'host' | 'badge', string>>;
const NOBODY: Visitor = { name: '', number: '', company: '', host: '', badge: '' };

export function VisitorDesk({ onChanged }: { readonly onChanged: () => Promise<void> }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [visitor, setVisitor] = useState(NOBODY);
  const [trouble, setTrouble] = useState<PersonRefusal | 'no-answer' | 'name' | null>(null);
  const [saved, setSaved] = useState<string | null>(null);
  const [out, setOut] = useState<readonly PersonItem[]>([]);
  const [isInBadge, setIsInBadge] = useState(false);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) =>
      client.findPeople({ group: 'visitor', text: '', only: 'badge-out', beforeId: null }),
    );
    if (answer.type === 'answered') setOut(answer.value.people);
  }, [gate]);
  useEffect(() => void load(), [load]);
  const takeBadge = useCallback((badge: string) => setVisitor((now) => ({ ...now, badge: badge.trim() })), []);
  useCodeCatch(isInBadge, takeBadge);

  const field = (name: keyof Visitor) => ({
    name,
    value: visitor[name],
    onText: (text: string) => {
      setVisitor({ ...visitor, [name]: text });
      setTrouble(null);
      setSaved(null);
    },
  });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const name = visitor.name.trim();
    if (name === '') return setTrouble('name');
    const given = {
      name,
      number: orNull(visitor.number),
      company: orNull(visitor.company),
      host: orNull(visitor.host),
      badge: orNull(visitor.badge),
    };
    const answer = await gate.ask((client) => client.addVisitor(given));
    if (answer.type !== 'answered') return setTrouble('no-answer');
    if (answer.value.type === 'refused') return setTrouble(answer.value.reason);
    setSaved(name);
    setVisitor(NOBODY);
    await Promise.all([load(), onChanged()]);
  }

  async function takeBack(id: number): Promise<void> {
    await gate.ask((client) => client.returnBadge({ id }));
    await Promise.all([load(), onChanged()]);
  }

  return (
    <div className={styles.columns}>
      <form className={styles.form} noValidate onSubmit={(event) => void save(event)}>
        <h2>{t('people.visitor.title')}</h2>
        <TextField
          label={t('people.form.name')}
          autoCapitalize="words"
          error={trouble === 'name' ? t('people.error.name') : null}
          {...field('name')}
        />
        <div className={styles.fields}>
          <TextField label={t('people.form.number')} autoCapitalize="characters" {...field('number')} />
          <TextField label={t('people.visitor.company')} {...field('company')} />
          <TextField label={t('people.form.host')} autoCapitalize="words" {...field('host')} />
          <TextField
            label={t('people.visitor.badge')}
            hint={t('people.visitor.badgeHint')}
            onFocus={() => setIsInBadge(true)}
            onBlur={() => setIsInBadge(false)}
            {...field('badge')}
          />
        </div>
        <p
          role="status"
          className={trouble === null && saved === null ? styles.calm : trouble === null ? styles.good : styles.wrong}
        >
          {trouble !== null
            ? t(`people.error.${trouble}`)
            : saved === null
              ? null
              : t('people.visitor.saved', { name: saved })}
        </p>
        <footer className={styles.foot}>
          <Button isLarge weight="main" type="submit" icon="done" data-testid="save-visitor">
            {t('people.visitor.save')}
          </Button>
        </footer>
      </form>
      <section className={styles.form}>
        <h2>{t('people.visitor.out')}</h2>
        {out.length === 0 ? <p className={styles.hint}>{t('people.visitor.noneOut')}</p> : null}
        <ul className={styles.people} data-testid="badges-out">
          {out.map(({ id, name, department, host }) => (
            <li key={id}>
              <div className={styles.who}>
                <strong>{name ?? t('people.unreadable')}</strong>
                <span>
                  {[department, host === null ? null : t('people.meets', { host })]
                    .filter((fact) => fact !== null)
                    .join(' · ')}
                </span>
              </div>
              <div className={styles.do}>
                <Button icon="done" onClick={() => void takeBack(id)}>
                  {t('people.returned')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}
