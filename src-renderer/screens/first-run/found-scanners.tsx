/** Which scanners are plugged in and belong to no lane yet? Each is taken by one press. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SerialPortInfo } from '../../../src-main/contract/machine-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { AUTO_PATH, MAX_READERS } from '../../parts/contract-lists.ts';
import { addReader } from '../settings/settings-draft.ts';
import { useSerialPorts } from '../settings/use-serial-ports.ts';
import styles from './first-run.module.css';

type FoundScannersProps = { readonly draft: Settings; readonly onDraft: (draft: Settings) => void };

export function FoundScanners({ draft, onDraft }: FoundScannersProps): ReactElement {
  const { t } = useTranslation();
  const { ports, wrongMode, refresh } = useSerialPorts();
  const scanners = (ports ?? []).filter((port) => port.scanner !== null);
  const free = scanners.slice(takenOf(draft, scanners));
  return (
    <section className={styles.box}>
      <h3>{t('firstRun.scanners.title')}</h3>
      {wrongMode.map(({ name, mode }) => (
        <p key={name}>{t(`settings.readers.${mode === 'keyboard' ? 'wrongKeyboard' : 'wrongOther'}`, { name })}</p>
      ))}
      {free.length === 0 ? <p className={styles.hint}>{t('firstRun.scanners.none')}</p> : null}
      <div className={styles.actions}>
        {draft.readers.length < MAX_READERS
          ? free.map((port) => (
              <Button
                key={port.path}
                icon="plus"
                data-testid="take-scanner"
                onClick={() => onDraft(addReader(draft, 'serial'))}
              >
                {t('firstRun.scanners.take', { name: port.scanner })}
              </Button>
            ))
          : null}
        <Button icon="refresh" weight="quiet" onClick={refresh}>
          {t('settings.readers.refresh')}
        </Button>
      </div>
    </section>
  );
}

/** Readers that look for a scanner themselves take the first that are free. */
function takenOf({ readers }: Settings, scanners: readonly SerialPortInfo[]): number {
  const paths = new Set(scanners.map(({ path }) => path));
  return readers.filter((reader) => reader.kind === 'serial' && (reader.path === AUTO_PATH || paths.has(reader.path)))
    .length;
}
