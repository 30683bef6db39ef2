/** A gate in a process of its own that admits one person as soon as its barrier is in order; after that its log takes nothing. Run by a test that kills it. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { openGate } from '../../src-main/gate.ts';
import { nextCard } from '../support/scanner-gate.ts';

const dataDir = process.argv[2] ?? '';
const answer = openGate({
  dataDir,
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
const { verdict } = gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });
// At once, before anybody could have been missed; it goes with this process.
const holder = new Database(join(dataDir, 'gate.sqlite'));
holder.exec('begin immediate');
process.stdout.write(`${verdict}\n`.replace('admit', 'admitted'));
