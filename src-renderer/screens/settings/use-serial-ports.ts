/** Which serial devices does the gate see plugged in? */

import { useEffect, useState } from 'react';
import type { SerialPortInfo, WrongModeScanner } from '../../../src-main/contract/machine-api.ts';
import { useGate } from '../../parts/gate-context.ts';

/** `ports` is `null` until the gate has answered. */
export type SerialDevices = {
  readonly ports: readonly SerialPortInfo[] | null;
  readonly wrongMode: readonly WrongModeScanner[];
};

export function useSerialPorts(): SerialDevices & { readonly refresh: () => void } {
  const gate = useGate();
  const [devices, setDevices] = useState<SerialDevices>({ ports: null, wrongMode: [] });
  const [look, setLook] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `look` counts the presses of *Look again*.
  useEffect(() => {
    let isGone = false;
    void Promise.all([
      gate.ask((client) => client.listSerialPorts()),
      gate.ask((client) => client.listWrongModeScanners()),
    ]).then(([ports, wrongMode]) => {
      if (isGone) return;
      setDevices({
        ports: ports.type === 'answered' ? ports.value : [],
        wrongMode: wrongMode.type === 'answered' ? wrongMode.value : [],
      });
    });
    return () => {
      isGone = true;
    };
  }, [gate, look]);
  return { ...devices, refresh: () => setLook(look + 1) };
}
