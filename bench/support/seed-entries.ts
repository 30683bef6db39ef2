/** How does a bench get a log of many entries without waiting for as many commits? */

import { randomBytes } from 'node:crypto';
import { maskName, maskNumber } from '../../src-main/core/code/mask.ts';
import type { EntryDraft } from '../../src-main/core/entry/entry.ts';
import type { AuthoritySealer, Tagger } from '../../src-main/core/ports.ts';
import { prepareEntryWriter } from '../../src-main/store/entries.ts';
import { openEpoch } from '../../src-main/store/epoch.ts';
import { openDatabase } from '../../src-main/store/open-database.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';

const ENTRIES_PER_TRANSACTION = 20_000;
/** About 4,000 people a day; a million entries are most of a year. */
const EVERY_MS = 20_000;
/** Each person comes in and goes out some 25 times. */
const ENTRIES_PER_PERSON = 50;
const CACHE_KIB = 1_000_000;

/**
 * Writes `count` entries, all taken by a collector already or all waiting for one, the last of them a minute ago. The rows, hashes and seals are
 * the gate's own; only the waiting for the disk is left out until the end. `authority`: for whom each is sealed besides. Throws where
 * `path` or the keys in `vaultDir` do not open.
 */
export function seedEntries(
  path: string,
  vaultDir: string,
  count: number,
  outbox: 'done' | 'pending' = 'done',
  authority?: AuthoritySealer,
): void {
  const vaultAnswer = openVault(vaultDir);
  if (vaultAnswer.type === 'refused') throw new Error(`the keys did not open: ${vaultAnswer.reason}`);
  const { deviceId, sealer, digest, tagger } = vaultAnswer.vault;
  const storeAnswer = openDatabase(path);
  if (storeAnswer.type === 'refused') throw new Error(`the log did not open: ${storeAnswer.reason}`);
  const { database } = storeAnswer;
  try {
    database.pragma('synchronous = off');
    database.pragma(`cache_size = -${CACHE_KIB}`);
    const epoch = openEpoch(database, { path, device: deviceId, newEpoch: () => randomBytes(16).toString('hex') });
    const writer = prepareEntryWriter(database, epoch, sealer, digest, authority);
    const lastAtUtcMs = Date.now() - 60_000;
    const people = Math.max(1, Math.ceil(count / ENTRIES_PER_PERSON));
    const write = database.transaction((from: number, to: number) => {
      for (let index = from; index < to; index += 1) {
        const atUtcMs = lastAtUtcMs - (count - 1 - index) * EVERY_MS;
        writer.append(visit(index, people, atUtcMs, tagger), outbox === 'done' ? atUtcMs + 1_000 : null);
      }
    });
    for (let from = 0; from < count; from += ENTRIES_PER_TRANSACTION) {
      write.immediate(from, Math.min(count, from + ENTRIES_PER_TRANSACTION));
    }
    // Everything onto the disk, so that the bench does not pay for the seed.
    database.pragma('synchronous = full');
    database.pragma('wal_checkpoint(truncate)');
  } finally {
    database.close();
  }
}

/** Not a number that a bench scans: those begin with a province of three digits and a 0. A hundred thousand are different. */
export function seededNumber(person: number): string {
  return `9${String(person).padStart(5, '0').slice(-5)}000000`;
}

/** One fake person passing: mostly admitted, now and then to be looked at or refused. */
function visit(index: number, people: number, atUtcMs: number, tagger: Tagger): EntryDraft {
  const person = index % people;
  const number = seededNumber(person);
  const name = `Nguyễn Thị Thử ${person}`;
  const isIn = Math.floor(index / people) % 2 === 0;
  return {
    at: {
      wallUtcMs: atUtcMs,
      monotonicMs: index * EVERY_MS + 0.25,
      bootId: '00000000-0000-4000-8000-000000000000',
      clockOffsetMs: -3.5,
      clockUncertaintyMs: 25,
    },
    laneId: 'lane-1',
    direction: isIn ? 'in' : 'out',
    inferred: false,
    readerKind: index % 200 === 7 ? 'manual' : 'serial',
    codeKind: 'cccd',
    subjectTag: tagger.tag({ scheme: 'citizen', value: number }),
    codeLength: null,
    personal: {
      maskedName: maskName(name),
      maskedNumber: maskNumber(number),
      name,
      number,
      birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
      sex: 'female',
      phone: null,
      address: null,
      note: null,
    },
    verification: 'unsigned',
    issuer: null,
    trustVersion: null,
    verdict: index % 100 === 3 ? 'check' : index % 500 === 11 ? 'refuse' : 'admit',
    reasons: index % 100 === 3 ? ['card-out-of-date'] : index % 500 === 11 ? ['on-watch-list'] : [],
    rulesVersion: '1-00000000',
    corrects: null,
    tracing: null,
  };
}
