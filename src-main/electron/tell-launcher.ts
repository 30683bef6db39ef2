/** How does whoever started this shell hear that it lives? */

import { ALIVE_WORD } from '../core/recovery/alive-word.ts';
import { LOOK_EVERY_MS } from '../core/recovery/heartbeat.ts';

/** Over the channel that a launcher opens to what it starts; without one nobody asks. A technician's window may stand still under a debugger. */
export function tellLauncher(env: NodeJS.ProcessEnv): void {
  const send = process.send?.bind(process);
  if (send === undefined || env.GATE_WINDOWED === '1') return;
  // A launcher that was killed hears nothing any more, which is no fault of the gate.
  setInterval(
    () => process.connected && send(ALIVE_WORD, undefined, undefined, () => undefined),
    LOOK_EVERY_MS,
  ).unref();
}
