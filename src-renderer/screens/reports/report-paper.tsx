/** What does the printer get of a report? The same figures and charts, black on white, with what they mean. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { ReportView } from '../../../src-main/contract/report-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { Definitions, ReportBody } from './report-body.tsx';
import styles from './report-paper.module.css';
import { reportTitle } from './report-words.ts';

export function ReportPaper({
  report,
  snapshot,
}: {
  readonly report: ReportView;
  readonly snapshot: GateSnapshot;
}): ReactElement {
  const { t } = useTranslation();
  const { settings, lanes } = snapshot;
  return (
    <Paper kind="document">
      <div className={styles.paper} data-paper="report">
        <header>
          <p>{settings.venue.name}</p>
          <h1>{reportTitle(report.period, t)}</h1>
        </header>
        <ReportBody report={report} lanes={lanes} language={settings.screen.language} />
        <h2>{t('reports.definitions')}</h2>
        <Definitions />
      </div>
    </Paper>
  );
}
