/** Does a shell that fell over end, instead of showing a dialog of Electron's and living on? */

import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { endOnError } from '../../../src-main/electron/end-on-error.ts';

function somebody() {
  return Object.assign(new EventEmitter(), { stdout: new EventEmitter(), stderr: new EventEmitter() });
}

test('a terminal that was closed is no error of the shell’s', () => {
  const process = somebody();
  endOnError(process as unknown as NodeJS.Process, { exit: () => expect.unreachable() }, () => undefined);
  expect(process.stderr.emit('error', new Error('EPIPE'))).toBe(true);
  expect(process.stdout.emit('error', new Error('EIO'))).toBe(true);
});

test.each(['what was thrown', 'what a promise threw'])('%s is logged without its message, and ends the app', (by) => {
  const process = somebody();
  const happened: unknown[] = [];
  const endWith = endOnError(
    process as unknown as NodeJS.Process,
    { exit: (code) => happened.push(code) },
    (event, fields) => happened.push(event, fields),
  );
  const error = Object.assign(new Error('Nguyen Van An'), { code: 'ENOSPC' });
  if (by === 'what was thrown') process.emit('uncaughtException', error);
  else endWith(error);
  expect(happened).toEqual(['main-failed', expect.objectContaining({ error: 'Error', code: 'ENOSPC' }), 70]);
  expect(JSON.stringify(happened)).not.toContain('Nguyen');
});
