import { expect, test } from 'vitest';
import { IDLE_LOOKS, lookAtOpening, NOT_SEEN, openingHangs } from '../../../../src-main/core/recovery/opening.ts';

function look(times: number, files: (index: number) => string) {
  return Array.from({ length: times }).reduce<typeof NOT_SEEN>(
    (opening, _, index) => lookAtOpening(opening, files(index)),
    NOT_SEEN,
  );
}

test('a migration of hours that writes is left alone', () => {
  expect(openingHangs(look(20_000, (index) => `gate.sqlite-wal ${Math.floor(index / 300)}`))).toBe(false);
});

test('a core that neither speaks nor writes for ten minutes hangs', () => {
  expect(openingHangs(look(IDLE_LOOKS, () => 'gate.sqlite 4096'))).toBe(false);
  expect(openingHangs(look(IDLE_LOOKS + 1, () => 'gate.sqlite 4096'))).toBe(true);
});
