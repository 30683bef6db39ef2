/** What if nobody knows the PIN any more? Who has the PC's account has all that is on it, and may begin anew. */

import { openAccessFile, resetAccess } from '../gate/access-file.ts';
import { openGate } from '../gate.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';

export type AccessAnswer = { readonly json: object; readonly status: number };

/**
 * Takes all PINs away once the audit log says so; a gate that runs sees it at once. Where the log does not open or takes no note, nothing
 * is done, and the answer says why. `null` = not a command.
 */
export async function runAccessCommand([verb, ...others]: readonly string[]): Promise<AccessAnswer | null> {
  if (verb !== 'reset' || others.length > 0) return null;
  const dataDir = dataDirFrom(process.env);
  const options = gateOptionsFromEnvironment(process.env, () => undefined);
  const opened = openGate({ ...options, isAttended: false, mayBeLocked: true });
  if (opened.type === 'refused') return refused(opened.reason);
  try {
    const hadPins = openAccessFile(dataDir).look().type !== 'none';
    if (!opened.gate.noteFirst('access-reset', { hadPins })) return refused('cannot-note');
    resetAccess(dataDir);
    return { json: { type: 'reset', hadPins }, status: 0 };
  } finally {
    await opened.gate.close();
  }
}

function refused(reason: string): AccessAnswer {
  return { json: { refused: 'access', reason }, status: 1 };
}
