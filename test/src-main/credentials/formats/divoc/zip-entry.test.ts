/** Is a zip of one file opened as its directory says, and every other refused? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOnlyZipEntry } from '../../../../../src-main/credentials/formats/divoc/zip-entry.ts';
import { zipOf } from '../../../../support/credentials/sign-divoc.ts';

const NAME = 'certificate.json';
const CONTENT = Buffer.from('{"some":"content"}');
const open = (zip: Uint8Array) => readOnlyZipEntry(zip, NAME);

function changed(at: number, value: number, zip = zipOf(NAME, CONTENT)): Buffer {
  zip[at < 0 ? zip.length + at : at] = value;
  return zip;
}

describe('a zip of one file', () => {
  test('gives its content: stored, deflated, written in one go or streamed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 900 }), fc.boolean(), fc.boolean(), (bytes, isStored, isStreamed) => {
        expect(new Uint8Array(open(zipOf(NAME, bytes, { isStored, isStreamed })) ?? [1])).toEqual(bytes);
      }),
    );
  });

  test.each([
    ['of another name', zipOf('other.json', CONTENT)],
    ['with a byte behind it', Buffer.concat([zipOf(NAME, CONTENT), Buffer.of(0)])],
    ['with a byte before it', Buffer.concat([Buffer.of(0), zipOf(NAME, CONTENT)])],
    ['that is encrypted', changed(6, 1)],
    ['of another method', changed(8, 12)],
    ['whose two names differ', changed(30, 0x43)],
    ['of two files', changed(-12, 2)],
    ['with a wrong checksum', changed(-22 - 16 - 46 + 16, 0)],
    ['with a wrong length', changed(-22 - 16 - 46 + 24, 1)],
    ['whose directory is elsewhere', changed(-4, 0xff)],
    ['that says it is longer than it is', changed(-22 - 16 - 46 + 21, 0xff)],
    ['that is a bomb', zipOf(NAME, Buffer.alloc(5_000_000))],
    ['that is empty', Buffer.alloc(0)],
  ])('is refused: one %s', (_what, zip) => {
    expect(open(zip)).toBeNull();
  });

  test('cut off anywhere is refused, and changed anywhere it never throws', () => {
    const zip = zipOf(NAME, CONTENT);
    for (let length = 0; length < zip.length; length += 1) expect(open(zip.subarray(0, length))).toBeNull();
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.nat(255), (at, value) => {
        expect([null, CONTENT.toString()]).toContain(open(changed(at, value))?.toString() ?? null);
      }),
    );
  });
});
