/** Where is a serial scanner plugged in, and how fast does it talk? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SerialPortInfo } from '../../../src-main/contract/gate-api.ts';
import type { SerialReaderSettings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { BAUD_RATES } from '../../parts/contract-lists.ts';
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
  const isAbsent = path !== '' && !isTyping && ports?.every((port) => port.path !== path) === true;
  return (
    <>
      <div className={styles.withButton}>
        <SelectField
          label={t('settings.readers.port')}
          hint={ports === null ? undefined : t('settings.readers.found', { n: ports.length })}
          error={isTyping ? null : error}
          value={isTyping ? OTHER : path}
          onChoice={(value) => {
            setIsTyping(value === OTHER);
            if (value !== OTHER) onReader({ ...reader, path: value });
          }}
        >
          <option value="">{t('settings.readers.noPort')}</option>
          {isAbsent || ports === null ? (
            <option value={path}>{ports === null ? path : t('settings.readers.absentPort', { path })}</option>
          ) : null}
          {ports?.map((port) => (
            <option key={port.path} value={port.path}>
              {port.manufacturer === null ? port.path : `${port.path} · ${port.manufacturer}`}
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
          onText={(next) => onReader({ ...reader, path: next.trim() })}
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
