import { describe, expect, test } from 'vitest';
import type { HeldEntry, LoggedEntry } from '../../../bench/torture/audit.ts';
import { audit, idOf } from '../../../bench/torture/audit.ts';

const WINDOW_MS = 30_000;

function logged(seq: number, changes: Partial<LoggedEntry> = {}): LoggedEntry {
  const entry = { device: 'd', epoch: 'e', seq, hash: `h${seq}`, verdict: 'admit', outbox: 'done' as const };
  return { ...entry, visit: { who: `person ${seq}`, atUtcMs: seq * 1_000 }, ...changes };
}

function heldOf({ device, epoch, seq, hash, verdict }: LoggedEntry): HeldEntry {
  return { device, epoch, seq, hash, verdict };
}

const LOG = [logged(1), logged(2), logged(3)];
const HELD = LOG.map(heldOf);
const SHOWN = LOG.map((entry) => ({ id: idOf(entry), verdict: entry.verdict }));

describe('the audit of a torture', () => {
  test('finds nothing where all three agree, however often a verdict was heard', () => {
    const repeat = { id: idOf(logged(2)), verdict: null };
    expect(audit([...SHOWN, ...SHOWN, repeat], LOG, HELD, WINDOW_MS)).toMatchObject({
      shown: 3,
      stored: 3,
      delivered: 3,
      lost: 0,
      doubled: 0,
    });
  });

  test('misses a verdict that was shown and is not in the log, or stands there as another', () => {
    const gone = { id: idOf(logged(4)), verdict: 'admit' };
    const other = { id: idOf(logged(1)), verdict: 'refuse' };
    expect(audit([...SHOWN, gone, other], LOG, HELD, WINDOW_MS)).toMatchObject({ shownNotStored: 2, lost: 2 });
  });

  test('misses an entry that did not arrive, or arrived with another hash', () => {
    const changed = HELD.slice(1).map((entry) => (entry.seq === 2 ? { ...entry, hash: 'x' } : entry));
    expect(audit(SHOWN, LOG, changed, WINDOW_MS)).toMatchObject({ storedNotDelivered: 2, lost: 2, doubled: 0 });
  });

  test('finds an entry that arrived twice, and one that no gate wrote', () => {
    const strange = { ...heldOf(logged(9)), device: 'nobody' };
    const found = audit(SHOWN, LOG, [...HELD, ...HELD.slice(0, 1), strange], WINDOW_MS);
    expect(found).toMatchObject({ deliveredTwice: 1, deliveredNotStored: 1, doubled: 2, lost: 0 });
  });

  test('finds one visit that was written twice, but lets a return and another verdict be', () => {
    const visit = { who: 'person 3', atUtcMs: 3_500 };
    const twice = [...LOG, logged(4, { visit })];
    expect(audit(SHOWN, twice, twice.map(heldOf), WINDOW_MS)).toMatchObject({ storedTwice: 1, doubled: 1 });
    const refused = [...LOG, logged(4, { visit, verdict: 'refuse' })];
    expect(audit(SHOWN, refused, refused.map(heldOf), WINDOW_MS).doubled).toBe(0);
    const back = [...LOG, logged(4, { visit: { who: 'person 3', atUtcMs: 3_001 + WINDOW_MS } })];
    expect(audit(SHOWN, back, back.map(heldOf), WINDOW_MS).doubled).toBe(0);
  });

  test('counts what waits and what was set aside as not delivered', () => {
    const log = [logged(1), logged(2, { outbox: 'pending' }), logged(3, { outbox: 'quarantined' })];
    expect(audit(SHOWN, log, HELD.slice(0, 1), WINDOW_MS)).toMatchObject({ waiting: 1, setAside: 1, lost: 2 });
  });
});
