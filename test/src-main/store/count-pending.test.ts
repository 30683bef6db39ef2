import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { commitOne, openTestStore, withRawDatabase } from './open-test-store.ts';

const COUNT = "select count(*) from outbox where state = 'pending'";

describe('the number of entries that wait', () => {
  test('is what the log holds, whatever was written, acknowledged, acknowledged again, or set aside', () => {
    const seq = fc.integer({ min: 1, max: 12 });
    const step = fc.oneof(
      fc.record({ type: fc.constant('commit' as const) }),
      fc.record({ type: fc.constant('look' as const) }),
      fc.record({ type: fc.constant('retry' as const) }),
      fc.record({ type: fc.constant('acknowledge' as const), from: seq, to: seq }),
      fc.record({ type: fc.constant('quarantine' as const), from: seq }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const dir = temporaryDir();
        const store = openTestStore(dir);
        const { epoch } = store.identity();
        for (const each of steps) {
          if (each.type === 'commit') commitOne(store);
          else if (each.type === 'acknowledge') store.acknowledge(epoch, [each], 1);
          else if (each.type === 'quarantine') store.quarantine(epoch, [{ seq: each.from, code: 'malformed' }]);
          else if (each.type === 'retry') store.retryQuarantined();
          else store.counts();
        }
        const told = store.counts().pending;
        store.close();
        expect(told).toBe(withRawDatabase(dir, (raw) => raw.prepare(COUNT).pluck().get()));
      }),
      { numRuns: 40 },
    );
  });

  test('is not what a change that failed would have made it', () => {
    const dir = temporaryDir();
    const store = openTestStore(dir);
    commitOne(store);
    expect(store.counts().pending).toBe(1);
    withRawDatabase(dir, (raw) =>
      raw.exec("create trigger fault before update on outbox begin select raise(abort, 'the disk refused'); end"),
    );
    expect(() => store.acknowledge(store.identity().epoch, [{ from: 1, to: 1 }], 1)).toThrow();
    expect(store.counts().pending).toBe(1);
    store.close();
  });
});
