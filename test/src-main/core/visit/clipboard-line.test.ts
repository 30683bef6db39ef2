import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CopyValues, SeparatorName } from '../../../../src-main/core/visit/clipboard-line.ts';
import { clipboardLine, dateText, SEPARATORS } from '../../../../src-main/core/visit/clipboard-line.ts';
import { COPY_FIELDS } from '../../../../src-main/core/visit/visit-note.ts';

const NOTHING = Object.fromEntries(COPY_FIELDS.map((field) => [field, null])) as CopyValues;

test('a line holds the fields in the order that was set, and an empty one for what is not known', () => {
  const values = { ...NOTHING, name: 'Nguyễn Văn Thử', idNumber: '001099000000', birthDate: '01/01/1999' };
  expect(clipboardLine(values, ['idNumber', 'name', 'phone', 'birthDate'], 'tab')).toBe(
    '001099000000\tNguyễn Văn Thử\t\t01/01/1999',
  );
});

test('a date is as precise as it is known', () => {
  expect(dateText({ precision: 'day', year: 2003, month: 3, day: 5 })).toBe('05/03/2003');
  expect(dateText({ precision: 'year', year: 1950 })).toBe('1950');
  expect(dateText(null)).toBeNull();
});

test('there are always as many columns as fields, on one line, whatever the cards said', () => {
  const value = fc.option(fc.string({ unit: 'binary', maxLength: 30 }), { nil: null });
  const values = fc
    .tuple(...COPY_FIELDS.map(() => value))
    .map((all) => Object.fromEntries(COPY_FIELDS.map((field, index) => [field, all[index] ?? null])) as CopyValues);
  const fields = fc.shuffledSubarray([...COPY_FIELDS], { minLength: 1 });
  const separator = fc.constantFrom(...(Object.keys(SEPARATORS) as SeparatorName[]));
  fc.assert(
    fc.property(values, fields, separator, (all, wanted, name) => {
      const line = clipboardLine(all, wanted, name);
      expect(line.split(SEPARATORS[name])).toHaveLength(wanted.length);
      expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
    }),
  );
});
