import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consoleApi } from '../../../../src-collector/contract/console-api.ts';
import { askedOf, wordsOf } from '../../../../src-console/pages/audit/filter.ts';

test('whatever an address says is a filter that the collector takes, and no filter is another', () => {
  const words = fc.record({
    by: fc.string(),
    call: fc.oneof(fc.string(), fc.constant('account.add')),
    day: fc.oneof(fc.string(), fc.constantFrom('2026-02-30', '2026-11-29', '0000-00-00')),
    refused: fc.constantFrom('1', 'true', ''),
    before: fc.oneof(fc.string(), fc.nat().map(String)),
  });
  fc.assert(
    fc.property(words, (asked) => {
      const { filter, beforeId } = askedOf(asked);
      const read = consoleApi['audit.list'].input.safeParse({ beforeId, limit: 5, ...filter });
      expect(read.error).toBeUndefined();
      expect(askedOf(wordsOf(filter)).filter).toEqual(filter);
    }),
  );
});

test('a filter stands in the address as it was chosen', () => {
  const filter = { by: 'tran.b', call: 'account', day: '2026-11-29', isRefused: true } as const;
  expect(wordsOf(filter)).toEqual({ by: 'tran.b', call: 'account', day: '2026-11-29', refused: '1' });
  expect(askedOf({ day: '2026-02-30', before: '0' })).toEqual({ filter: {}, beforeId: null });
});
