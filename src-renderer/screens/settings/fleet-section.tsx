/** How do other gates get the settings of this one, and this one theirs? As a file or a code; no collector and no PIN is in it. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeftOut } from '../../../src-main/contract/setup-file.ts';
import { Button } from '../../parts/button.tsx';
import { drawQr } from '../../parts/draw-qr.ts';
import { TickField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { SetupImport } from '../first-run/setup-import.tsx';
import styles from './settings-screen.module.css';

const LEFT_OUT: readonly LeftOut[] = ['name', 'lanes'];
const FILE_NAME = 'gac-cong-setup.json';

export type FleetSectionProps = {
  readonly scannedSetupCode: string | null;
  readonly onCodeTaken: () => void;
  readonly isChanged: boolean;
  readonly onApplied: () => void;
};

type Outcome =
  | { readonly type: 'code'; readonly picture: string }
  | { readonly type: 'told'; readonly key: 'tooLong' | 'noAnswer' | 'saved' };

export function FleetSection({ scannedSetupCode, onCodeTaken, isChanged, onApplied }: FleetSectionProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [leftOut, setLeftOut] = useState<readonly LeftOut[]>([]);
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  async function hand(form: 'file' | 'code'): Promise<void> {
    const answer = await gate.ask((client) => client.exportSetup({ leftOut: [...leftOut] }));
    if (answer.type !== 'answered') return setOutcome({ type: 'told', key: 'noAnswer' });
    const { fileText, qrText } = answer.value;
    if (form === 'file') {
      saveFile(fileText);
      return setOutcome({ type: 'told', key: 'saved' });
    }
    if (qrText === null) return setOutcome({ type: 'told', key: 'tooLong' });
    setOutcome({ type: 'code', picture: await drawQr(qrText, 'L') });
  }

  return (
    <div className={styles.rows}>
      <section className={styles.card}>
        <h3>{t('firstRun.fleet.give')}</h3>
        <p className={styles.hint}>{t('firstRun.fleet.giveHint')}</p>
        {isChanged ? <p>{t('firstRun.fleet.unsaved')}</p> : null}
        <TickField
          label={t('firstRun.fleet.ask')}
          values={leftOut}
          choices={LEFT_OUT.map((value) => ({ value, text: t(`firstRun.fleet.leftOut.${value}`) }))}
          onTick={(value, isTicked) => {
            setLeftOut(LEFT_OUT.filter((each) => (each === value ? isTicked : leftOut.includes(each))));
            setOutcome(null);
          }}
        />
        <div className={styles.actions}>
          <Button icon="disk" data-testid="export-file" onClick={() => void hand('file')}>
            {t('firstRun.fleet.file')}
          </Button>
          <Button icon="screen" data-testid="export-code" onClick={() => void hand('code')}>
            {t('firstRun.fleet.code')}
          </Button>
          <p role="status" className={styles.note}>
            {outcome?.type === 'told' ? t(`firstRun.fleet.told.${outcome.key}`) : null}
          </p>
        </div>
        {outcome?.type === 'code' ? (
          <img
            src={outcome.picture}
            alt={t('firstRun.fleet.code')}
            className={styles.fleetCode}
            data-testid="fleet-code"
          />
        ) : null}
      </section>
      <SetupImport scannedSetupCode={scannedSetupCode} onCodeTaken={onCodeTaken} onApplied={onApplied} />
    </div>
  );
}

/** Where the browser or the shell puts what is downloaded. */
function saveFile(text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = FILE_NAME;
  link.click();
  URL.revokeObjectURL(address);
}
