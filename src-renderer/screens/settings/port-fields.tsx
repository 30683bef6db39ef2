/** At which port is a device plugged in, and how fast does it talk? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SerialPortInfo } from '../../../src-main/contract/machine-api.ts';
import type { SerialReaderSettings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { AUTO_PATH, BAUD_RATES } from '../../parts/contract-lists.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import styles from './settings-screen.module.css';

type BaudRate = SerialReaderSettings['baudRate'];

export type PortFieldsProps = {
  readonly label: string;
  readonly path: string;
  readonly baudRate: BaudRate;
  /** `null` until the gate has answered. */
  readonly ports: readonly SerialPortInfo[] | null;
  /** Whether the gate may be left to find the port by itself. */
  readonly mayBeFound: boolean;
  readonly isWrong: boolean;
  readonly onRefresh: () => void;
  readonly onPath: (path: string) => void;
  readonly onBaudRate: (baudRate: BaudRate) => void;
};

/** No port has this name: it stands for *type it*. */
const OTHER = '\u0000other';

export function PortFields(props: PortFieldsProps): ReactElement {
  const { label, path, baudRate, ports, mayBeFound, isWrong, onRefresh, onPath, onBaudRate } = props;
  const { t } = useTranslation();
  const [isTyping, setIsTyping] = useState(false);
  const error = isWrong ? t('settings.error.port') : null;
  const isAbsent =
    path !== '' && path !== AUTO_PATH && !isTyping && ports?.every((port) => port.path !== path) === true;
  const found = ports === null ? undefined : t('settings.readers.found', { n: ports.length });
  const hint = path === AUTO_PATH ? t('settings.readers.autoHint') : found;
  return (
    <>
      <div className={styles.withButton}>
        <SelectField
          label={label}
          hint={hint}
          error={isTyping ? null : error}
          value={isTyping ? OTHER : path}
          onChoice={(value) => {
            setIsTyping(value === OTHER);
            if (value !== OTHER) onPath(value);
            else if (path === AUTO_PATH) onPath('');
          }}
        >
          {mayBeFound ? <option value={AUTO_PATH}>{t('settings.readers.autoPort')}</option> : null}
          {path === '' ? <option value="">{t('settings.readers.noPort')}</option> : null}
          {isAbsent || (ports === null && path !== AUTO_PATH && path !== '') ? (
            <option value={path}>{ports === null ? path : t('settings.readers.absentPort', { path })}</option>
          ) : null}
          {ports?.map((port) => (
            <option key={port.path} value={port.path}>
              {portName(port)}
            </option>
          ))}
          <option value={OTHER}>{t('settings.readers.otherPort')}</option>
        </SelectField>
        <Button icon="refresh" onClick={onRefresh}>
          {t('settings.readers.refresh')}
        </Button>
      </div>
      {isTyping ? (
        <TextField
          label={t('settings.readers.portPath')}
          value={path}
          maxLength={200}
          error={error}
          onText={(next) => onPath(next.trim())}
        />
      ) : null}
      <SelectField
        label={t('settings.readers.baud')}
        value={baudRate}
        onChoice={(value) => {
          const chosen = BAUD_RATES.find((rate) => String(rate) === value);
          if (chosen !== undefined) onBaudRate(chosen);
        }}
      >
        {BAUD_RATES.map((rate) => (
          <option key={rate} value={rate}>
            {rate}
          </option>
        ))}
      </SelectField>
    </>
  );
}

function portName({ path, scanner, manufacturer }: SerialPortInfo): string {
  const name = scanner ?? manufacturer;
  return name === null ? path : `${path} · ${name}`;
}
