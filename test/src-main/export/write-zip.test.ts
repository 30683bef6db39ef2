import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeZip } from '../../../src-main/export/write-zip.ts';
import { readZip } from '../../support/read-zip.ts';

test('whatever is put into a zip comes out of it, under its name, and the same files give the same bytes', () => {
  const name = fc.stringMatching(/^[\p{L}\d _.-]{1,40}$/u);
  fc.assert(
    fc.property(fc.dictionary(name, fc.uint8Array({ maxLength: 3_000 }), { maxKeys: 8 }), (files) => {
      const entries = Object.entries(files).map(([each, content]) => ({ name: each, content }));
      const zip = writeZip(entries);
      expect([...readZip(zip)].map(([each, content]) => [each, [...content]])).toEqual(
        entries.map(({ name: each, content }) => [each, [...content]]),
      );
      expect(writeZip(entries).equals(zip)).toBe(true);
    }),
  );
});
