/** Where is a serial scanner plugged in, and how fast does it talk? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SerialPortInfo } from '../../../src-main/contract/gate-api.ts';
import type { SerialReaderSettings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { AUTO_PATH, BAUD_RATES } from '../../parts/contract-lists.ts';
import { SelectField, TextField } from '../../parts/fields.tsx';
import styles from './settings-screen.module.css';

export type SerialFieldsProps = {
  readonly reader: SerialReaderSettings;
  /** `null` until the gate has answered. */
  readonly ports: readonly SerialPortInfo[] | null;
  readonly isWrong: boolean;
  readonly onRefresh: () => void;
  readonly onReader: (reader: SerialReaderSettings) => void;
};

/** No port has this name: it stands for *type it*. */
const OTHER = '\u0000other';

export function SerialFields({ reader, ports, isWrong, onRefresh, onReader }: SerialFieldsProps): ReactElement {
  const { t } = useTranslation();
  const [isTyping, setIsTyping] = useState(false);
  const { path } = reader;
  const error = isWrong ? t('settings.error.port') : null;
  const isAbsent =
    path !== '' && path !== AUTO_PATH && !isTyping && ports?.every((port) => port.path !== path) === true;
  const found = ports === null ? undefined : t('settings.readers.found', { n: ports.length });
  const hint = path === AUTO_PATH ? t('settings.readers.autoHint') : found;
  return (
    <>
      <div className={styles.withButton}>
        <SelectField
          label={t('settings.readers.port')}
          hint={hint}
          error={isTyping ? null : error}
          value={isTyping ? OTHER : path}
          onChoice={(value) => {
            setIsTyping(value === OTHER);
            if (value !== OTHER) onReader(withPort(reader, value, ports ?? []));
            else if (path === AUTO_PATH) onReader({ ...reader, path: '' });
          }}
        >
          <option value={AUTO_PATH}>{t('settings.readers.autoPort')}</option>
          {path === '' ? <option value="">{t('settings.readers.noPort')}</option> : null}
          {isAbsent || (ports === null && path !== AUTO_PATH) ? (
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
          onText={(next) => onReader(withPort(reader, next.trim(), ports ?? []))}
        />
      ) : null}
      <SelectField
        label={t('settings.readers.baud')}
        value={reader.baudRate}
        onChoice={(value) => {
          const baudRate = BAUD_RATES.find((rate) => String(rate) === value);
          if (baudRate !== undefined) onReader({ ...reader, baudRate });
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

/** Keeps with the path what is behind it now, so that it is found again when the system gives it another. */
function withPort(
  { device: _before, ...reader }: SerialReaderSettings,
  path: string,
  ports: readonly SerialPortInfo[],
): SerialReaderSettings {
  const port = ports.find((each) => each.path === path);
  if (port === undefined || port.vendorId === null || port.productId === null) return { ...reader, path };
  const { vendorId, productId, serialNumber } = port;
  return { ...reader, path, device: { vendorId, productId, serialNumber } };
}

function portName({ path, scanner, manufacturer }: SerialPortInfo): string {
  const name = scanner ?? manufacturer;
  return name === null ? path : `${path} · ${name}`;
}
