/** What did this gate record in a day, a week or a month, and what is a supervisor to make of it? */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { ReportView } from '../../../src-main/contract/report-api.ts';
import type { PeriodKind } from '../../../src-main/core/report/period.ts';
import { PERIOD_KINDS, periodAfter, periodAt, periodBefore } from '../../../src-main/core/report/period.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { printPage } from '../../parts/print-page.ts';
import { ExportForm } from './export-form.tsx';
import { ReportBody } from './report-body.tsx';
import { ReportPaper } from './report-paper.tsx';
import { reportTitle } from './report-words.ts';
import styles from './reports-screen.module.css';

/** A first report of a long log is counted for minutes on a slow machine; later ones come at once. */
const COUNTED_WITHIN_MS = 300_000;

export type ReportsScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly onClosed: () => void;
};

type State =
  | { readonly type: 'counting' }
  | { readonly type: 'failed' }
  | { readonly type: 'counted'; readonly report: ReportView };

export function ReportsScreen({ snapshot, echo, onClosed }: ReportsScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [asked, setAsked] = useState<{ kind: PeriodKind; atUtcMs: number }>({ kind: 'day', atUtcMs: Date.now() });
  const [state, setState] = useState<State>({ type: 'counting' });
  const newest = useRef(0);
  const { kind, atUtcMs } = asked;

  const load = useCallback(async (): Promise<void> => {
    newest.current += 1;
    const mine = newest.current;
    setState({ type: 'counting' });
    const answer = await gate.ask((client) => client.report({ kind, atUtcMs }), COUNTED_WITHIN_MS);
    // Somebody who turned the pages faster than the gate counts sees the last one.
    if (mine !== newest.current) return;
    if (answer.type === 'answered' && answer.value.type === 'counted') {
      setState({ type: 'counted', report: answer.value.report });
    } else setState({ type: 'failed' });
  }, [gate, kind, atUtcMs]);
  useEffect(() => void load(), [load]);

  const period = periodAt(kind, atUtcMs);
  const report = state.type === 'counted' ? state.report : null;
  return (
    <Page
      name="reports"
      title={t('reports.title')}
      echo={echo}
      onClosed={onClosed}
      actions={
        <Button icon="print" disabled={report === null} data-testid="print-report" onClick={() => void printPage()}>
          {t('reports.print')}
        </Button>
      }
    >
      <div className={styles.choice}>
        <fieldset className={styles.kinds}>
          <legend>{t('reports.period')}</legend>
          {PERIOD_KINDS.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="report-kind"
                checked={each === kind}
                onChange={() => setAsked({ kind: each, atUtcMs: Math.min(atUtcMs, Date.now()) })}
              />
              <span>{t(`reports.kind.${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <div className={styles.pages}>
          <Button
            weight="plain"
            data-testid="earlier"
            onClick={() => setAsked({ kind, atUtcMs: periodBefore(period).fromUtcMs })}
          >
            {t('reports.earlier')}
          </Button>
          <Button
            weight="plain"
            data-testid="later"
            disabled={period.untilUtcMs > Date.now()}
            onClick={() => setAsked({ kind, atUtcMs: periodAfter(period).fromUtcMs })}
          >
            {t('reports.later')}
          </Button>
        </div>
      </div>
      <h2 className={styles.title} data-testid="report-title">
        {reportTitle(period, t)}
      </h2>
      <p role="status" className={state.type === 'counted' ? styles.quiet : styles.state}>
        {state.type === 'counting' ? t('reports.counting') : state.type === 'failed' ? t('reports.failed') : null}
      </p>
      {state.type === 'failed' ? (
        <div className={styles.again}>
          <Button icon="refresh" onClick={() => void load()}>
            {t('reports.again')}
          </Button>
        </div>
      ) : null}
      {report === null ? null : (
        <>
          <ReportBody report={report} lanes={snapshot.lanes} language={snapshot.settings.screen.language} />
          <ExportForm what={{ type: 'report', kind, atUtcMs: period.fromUtcMs }} mayBeFull={false} />
          <ReportPaper report={report} snapshot={snapshot} />
        </>
      )}
    </Page>
  );
}
