/** Has this gate's setup been made already? Taken from a file, or from a code that is scanned on this very page. */

import type { ReactElement } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupAnswer } from '../../../src-main/contract/setup-api.ts';
import type { SetupStep } from '../../../src-main/contract/setup-settings.ts';
import { Button } from '../../parts/button.tsx';
import { MAX_SETUP_FILE_BYTES } from '../../parts/contract-lists.ts';
import { useGate } from '../../parts/gate-context.ts';
import { isFleetCode } from '../../parts/setup-code.ts';
import styles from './first-run.module.css';
import { useSetupWords } from './use-setup-words.ts';

export type SetupImportProps = {
  readonly scannedSetupCode: string | null;
  /** It is being applied, and is not to be applied once more when this is seen again. */
  readonly onCodeTaken: () => void;
  readonly onApplied: (covered: readonly SetupStep[]) => void;
};

/** Its collector may be far away, on a slow line. */
const APPLY_WITHIN_MS = 60_000;
const TOO_LARGE: SetupAnswer = { type: 'refused', reason: 'too-large', field: null };

export function SetupImport({ scannedSetupCode, onCodeTaken, onApplied }: SetupImportProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const words = useSetupWords();
  const picker = useRef<HTMLInputElement>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [answer, setAnswer] = useState<SetupAnswer | 'no-answer' | null>(null);

  async function apply(text: string): Promise<void> {
    setIsBusy(true);
    const told = await gate.ask((client) => client.applySetup({ text }), APPLY_WITHIN_MS);
    setIsBusy(false);
    setAnswer(told.type !== 'answered' ? 'no-answer' : told.value);
    if (told.type !== 'answered') return;
    const { value } = told;
    if (value.type === 'taken') onApplied([]);
    else if (value.type === 'applied' && value.collector.type !== 'refused') onApplied(value.covered);
  }
  const applyScanned = useEffectEvent((text: string) => {
    onCodeTaken();
    void apply(text);
  });

  useEffect(() => {
    if (scannedSetupCode !== null && isFleetCode(scannedSetupCode)) applyScanned(scannedSetupCode);
  }, [scannedSetupCode]);

  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    if (file.size > MAX_SETUP_FILE_BYTES) setAnswer(TOO_LARGE);
    else await apply(await file.text());
  }

  return (
    <section className={styles.box}>
      <h3>{t('firstRun.file.title')}</h3>
      <p className={styles.hint}>{t('firstRun.file.hint')}</p>
      <div className={styles.actions}>
        <Button icon="disk" disabled={isBusy} data-testid="pick-setup" onClick={() => picker.current?.click()}>
          {isBusy ? t('firstRun.file.busy') : t('firstRun.file.pick')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          data-testid="setup-file"
          aria-label={t('firstRun.file.pick')}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            // Or the same file, mended and picked again, would change nothing.
            event.currentTarget.value = '';
            void take(file);
          }}
        />
        <p role="status" className={styles.note} data-testid="setup-outcome">
          {answer === null ? null : words(answer)}
        </p>
      </div>
    </section>
  );
}
