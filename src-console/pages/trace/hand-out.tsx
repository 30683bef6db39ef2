/** How does the sealed list get to the authority's own machine, and how is it opened there? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { CommandHint, CommandLine } from '../../parts/command-line.tsx';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import type { ShownCase } from './case-words.tsx';
import styles from './trace-page.module.css';

const MAKE_PAGE = 'npm run -s authority -- page --out open-case.html';
const OPEN_BY_COMMAND =
  'npm run -s authority -- open --case vu-viec-….json --key key-….private.json --out contacts.csv';

export type HandOutProps = { readonly shown: ShownCase; readonly onHandedOut: () => void };

export function HandOut({ shown, onHandedOut }: HandOutProps): ReactElement {
  const { t } = useTranslation();
  const { roles } = useSession();
  const handing = useDoing('trace.handOut');
  const [taken, setTaken] = useState<string | null>(null);
  const { caseId, handOuts, resultsDeletedAtUtcMs } = shown;

  async function take(): Promise<void> {
    setTaken(null);
    const answer = await handing.run({ caseId });
    if (answer === null) return;
    const name = `vu-viec-${caseId.slice(0, 8)}.json`;
    saveFile(name, 'application/json', JSON.stringify(answer.file));
    setTaken(name);
    onHandedOut();
  }

  if (resultsDeletedAtUtcMs !== null) {
    return (
      <Section title={t('trace.handOut.title')}>
        <p>{t('refusal.reason.results-deleted')}</p>
      </Section>
    );
  }
  return (
    <>
      <Section title={t('trace.handOut.title')} about={t('trace.handOut.about')}>
        <RefusalNotice refused={handing.refused} />
        <Notice tone="well">{taken === null ? null : t('trace.handOut.taken', { name: taken })}</Notice>
        <div className={styles.buttons}>
          {roles.includes('tracer') ? (
            <Button
              weight="main"
              icon="disk"
              data-testid="hand-out"
              disabled={handing.isBusy}
              onClick={() => void take()}
            >
              {t('trace.handOut.take')}
            </Button>
          ) : (
            <p>{t('trace.handOut.tracerOnly')}</p>
          )}
          <p className={styles.soft}>{t('trace.handOut.times', { count: handOuts })}</p>
        </div>
      </Section>
      <Section title={t('trace.opening.title')} about={t('trace.opening.about')}>
        <ol className={styles.steps}>
          <li>
            {t('trace.opening.once')}
            <CommandLine command={MAKE_PAGE} />
          </li>
          <li>{t('trace.opening.then')}</li>
        </ol>
        <CommandHint hint={t('trace.opening.or')} command={OPEN_BY_COMMAND} />
      </Section>
    </>
  );
}
