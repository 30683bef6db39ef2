/** How long do bytes take from a serial cable to the bare serial library, with nothing of the gate behind it? */

import { once } from 'node:events';
import { SerialPort } from 'serialport';
import { openPtyPair } from '../../test/support/pty-pair.ts';
import { nowMs } from './statistics.ts';

export type BareHop = {
  /** From the instant at which the kernel has all of `bytes` until the library has handed over the last of them. */
  readonly hopMs: (bytes: Uint8Array) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** A cable of its own, as the gate's. */
export async function openBareHop(): Promise<BareHop> {
  const pty = await openPtyPair();
  const port = new SerialPort({ path: pty.path, baudRate: 115200 });
  await once(port, 'open');
  return {
    hopMs: async (bytes) => {
      const arrived = arrival(port, bytes.length);
      await pty.write(bytes);
      const lastByteAtMs = nowMs();
      return (await arrived) - lastByteAtMs;
    },
    close: async () => {
      const closed = once(port, 'close');
      port.close();
      await closed;
      await pty.close();
    },
  };
}

function arrival(port: SerialPort, byteCount: number): Promise<number> {
  return new Promise((resolve) => {
    let left = byteCount;
    port.on('data', function take(chunk: Buffer) {
      left -= chunk.length;
      if (left > 0) return;
      port.off('data', take);
      resolve(nowMs());
    });
  });
}
