/** What if nobody knows the PIN any more? Who has the PC's account has all that is on it, and may begin anew. */

import { resetAccess } from '../gate/access-file.ts';
import { openGate } from '../gate.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';

export type AccessAnswer = { readonly json: object; readonly status: number };

/** Takes all PINs away; a gate that runs sees it at once. `isNoted` is false where the log could not be opened to say so. `null` = not a command. */
export async function runAccessCommand([verb, ...others]: readonly string[]): Promise<AccessAnswer | null> {
  if (verb !== 'reset' || others.length > 0) return null;
  const hadPins = resetAccess(dataDirFrom(process.env));
  const options = gateOptionsFromEnvironment(process.env, () => undefined);
  const opened = openGate({ ...options, isAttended: false, mayBeLocked: true });
  if (opened.type === 'opened') {
    opened.gate.note('access-reset', { hadPins });
    await opened.gate.close();
  }
  return { json: { type: 'reset', hadPins, isNoted: opened.type === 'opened' }, status: 0 };
}
