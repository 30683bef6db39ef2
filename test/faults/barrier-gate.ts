/** A gate in a process of its own that admits one person as soon as its barrier is in order; run by a test that kills it. */

import { setTimeout as delay } from 'node:timers/promises';
import { openGate } from '../../src-main/gate.ts';
import { nextCard } from '../support/scanner-gate.ts';

const answer = openGate({
  dataDir: process.argv[2] ?? '',
  version: 'test',
  extraReaders: () => [],
  isAttended: true,
  log: () => undefined,
  random: () => 0.5,
});
if (answer.type === 'refused') throw new Error(answer.reason);
const { gate } = answer;
while (gate.snapshot().status.barriers[0]?.state !== 'closed') await delay(5);
const text = nextCard().toString('utf8').trim();
process.stdout.write(
  `${gate.scan({ readerKind: 'command', text, encoding: 'utf-8' }).verdict}\n`.replace('admit', 'admitted'),
);
