/** Where is a serial scanner plugged in, and by what is it known again? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SerialPortInfo } from '../../../src-main/contract/machine-api.ts';
import type { SerialReaderSettings } from '../../../src-main/contract/settings.ts';
import { PortFields } from './port-fields.tsx';

export type SerialFieldsProps = {
  readonly reader: SerialReaderSettings;
  /** `null` until the gate has answered. */
  readonly ports: readonly SerialPortInfo[] | null;
  readonly isWrong: boolean;
  readonly onRefresh: () => void;
  readonly onReader: (reader: SerialReaderSettings) => void;
};

export function SerialFields({ reader, ports, isWrong, onRefresh, onReader }: SerialFieldsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <PortFields
      label={t('settings.readers.port')}
      path={reader.path}
      baudRate={reader.baudRate}
      ports={ports}
      mayBeFound
      isWrong={isWrong}
      onRefresh={onRefresh}
      onPath={(path) => onReader(withPort(reader, path, ports ?? []))}
      onBaudRate={(baudRate) => onReader({ ...reader, baudRate })}
    />
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
