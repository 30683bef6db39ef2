/** Who had entries of this gate looked for, when, and why? The venue may know, and sees it here. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TracedView } from '../../../src-main/contract/traced-api.ts';
import { vietnamClock, vietnamDay } from '../../../src-main/core/report/period.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import styles from './traced-list.module.css';

type Case = TracedView['cases'][number];

export function TracedList(): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [view, setView] = useState<TracedView | null>(null);
  const [hasFailed, setHasFailed] = useState(false);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.listTraced());
    setHasFailed(answer.type !== 'answered');
    if (answer.type === 'answered') setView(answer.value);
  }, [gate]);
  useEffect(() => void load(), [load]);

  const heard = view?.heardAtUtcMs ?? null;
  return (
    <section className={styles.traced} aria-labelledby="traced-title">
      <header>
        <div>
          <h2 id="traced-title">{t('search.traced.title')}</h2>
          <p>{t('search.traced.hint')}</p>
        </div>
        <Button icon="refresh" data-testid="reload-traced" onClick={() => void load()}>
          {t('search.traced.refresh')}
        </Button>
      </header>
      <p role="status" data-testid="traced-state">
        {hasFailed ? t('search.traced.noAnswer') : null}
        {!hasFailed && view !== null && heard === null ? t('search.traced.neverHeard') : null}
        {!hasFailed && heard !== null
          ? t(view?.cases.length === 0 ? 'search.traced.none' : 'search.traced.heard', { when: whenOf(heard) })
          : null}
      </p>
      <ol>
        {view?.cases.map((each) => (
          <TracedCase key={each.caseId} of={each} />
        ))}
      </ol>
    </section>
  );
}

function TracedCase({ of }: { readonly of: Case }): ReactElement {
  const { t, i18n } = useTranslation();
  const roleWords = (role: string): string =>
    i18n.exists(`search.traced.role.${role}`) ? t(`search.traced.role.${role as 'tracer'}`) : role;
  const who = (role: string, name: string | null): string =>
    name === null ? roleWords(role) : `${roleWords(role)} (${name})`;
  const state = i18n.exists(`search.traced.state.${of.state}`)
    ? t(`search.traced.state.${of.state as 'asked'}`)
    : of.state;
  return (
    <li data-testid="traced-case">
      <time dateTime={new Date(of.askedAtUtcMs).toISOString()}>{whenOf(of.askedAtUtcMs)}</time>
      <strong>{of.purpose}</strong>
      <span>{t('search.traced.basis', { basis: of.legalBasis })}</span>
      <span>{t('search.traced.entries', { n: of.entries })}</span>
      <span>{t('search.traced.askedBy', { who: who(of.askedRole, of.askedName) })}</span>
      {of.decidedRole === null ? null : (
        <span>{t('search.traced.decidedBy', { who: who(of.decidedRole, of.decidedName) })}</span>
      )}
      <span>
        {of.lastHandedOutAtUtcMs === null
          ? state
          : t('search.traced.handedOut', { when: whenOf(of.lastHandedOutAtUtcMs) })}
      </span>
    </li>
  );
}

function whenOf(atUtcMs: number): string {
  return `${vietnamClock(atUtcMs)} ${vietnamDay(atUtcMs)}`;
}
