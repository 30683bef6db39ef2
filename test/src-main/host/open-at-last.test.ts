import { expect, test } from 'vitest';
import type { OpenedGate, OpenGateAnswer } from '../../../src-main/gate/opened-gate.ts';
import { openAtLast } from '../../../src-main/host/open-at-last.ts';

test('a gate that does not open is tried until it does, and the notice stands for so long', async () => {
  const gate = { name: 'the gate' } as unknown as OpenedGate;
  const refused: OpenGateAnswer = { type: 'refused', room: 'store', reason: 'newer-version' };
  const answers: OpenGateAnswer[] = [refused, refused, { type: 'opened', gate }];
  const said: string[] = [];
  const opened = await openAtLast(
    () => {
      said.push('tried');
      return answers.shift() ?? refused;
    },
    'newer-version',
    (reason) => {
      said.push(reason);
      return { close: () => said.push('notice closed') };
    },
    1,
  );
  expect(opened).toBe(gate);
  expect(said).toEqual(['newer-version', 'tried', 'tried', 'tried', 'notice closed']);
});
