/** How does somebody take a unit's figures along, as a file for a table, an archive or a meeting? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentFormat } from '../../../src-collector/contract/report-calls.ts';
import { DOCUMENT_FORMATS } from '../../../src-collector/contract/report-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useDoing } from '../../door/use-call.ts';
import { useLook } from '../../look/look-context.tsx';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import styles from './figures.module.css';
import type { FiguresPlace } from './figures-place.ts';

const PERIODS = ['day', 'week', 'month'] as const;
type Period = (typeof PERIODS)[number];

export function DownloadFigures({ at }: { readonly at: FiguresPlace }): ReactElement {
  const { t } = useTranslation();
  const { language } = useLook();
  const making = useDoing('figures.document');
  const [period, setPeriod] = useState<Period>('day');

  async function download(format: DocumentFormat): Promise<void> {
    const file = await making.run({ unit: [...at.unit], kind: period, day: at.span.day, format, language });
    if (file === null) return;
    saveFile(
      file.name,
      file.type,
      Uint8Array.from(atob(file.base64), (letter) => letter.charCodeAt(0)),
    );
  }

  return (
    <div data-print="never">
      <Section title={t('figures.download.title')} about={t('figures.download.about')}>
        <RefusalNotice refused={making.refused} />
        <div className={styles.picker}>
          <label>
            <span>{t('figures.download.period')}</span>
            <select
              value={period}
              data-testid="period"
              onChange={({ currentTarget }) =>
                setPeriod(PERIODS.find((one) => one === currentTarget.value) ?? PERIODS[0])
              }
            >
              {PERIODS.map((one) => (
                <option key={one} value={one}>
                  {t(`figures.download.${one}`)}
                </option>
              ))}
            </select>
          </label>
          {DOCUMENT_FORMATS.map((format) => (
            <Button
              key={format}
              icon="report"
              disabled={making.isBusy}
              data-testid={`download-${format}`}
              onClick={() => void download(format)}
            >
              {t(`figures.download.${format}`)}
            </Button>
          ))}
        </div>
      </Section>
    </div>
  );
}
