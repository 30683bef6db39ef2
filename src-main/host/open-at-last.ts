/** What does a kiosk without a shell show while its gate does not open? */

import { setTimeout as delay } from 'node:timers/promises';
import { RETRY_EVERY_MS } from '../core/recovery/stage.ts';
import type { OpenedGate, OpenGateAnswer } from '../gate/opened-gate.ts';

/** A browser that says so, until it is closed. */
export type Notice = { readonly close: () => void };

/**
 * Tries again every minute after a refusal: the disk may have room again, the file be back. Nobody reads a kiosk's standard error, so
 * `showNotice` says it on the screen meanwhile.
 */
export async function openAtLast(
  open: () => OpenGateAnswer,
  reason: string,
  showNotice: (reason: string) => Notice,
  retryEveryMs = RETRY_EVERY_MS,
): Promise<OpenedGate> {
  const notice = showNotice(reason);
  for (;;) {
    await delay(retryEveryMs);
    const answer = open();
    if (answer.type === 'refused') continue;
    notice.close();
    return answer.gate;
  }
}
