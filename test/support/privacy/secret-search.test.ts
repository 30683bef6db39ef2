/** Can the search of the privacy test fail? Everything that it looks for is planted, and has to be found. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { withoutPageHeaders } from './files-left.ts';
import { ENCODINGS, needlesOf, SPELLINGS } from './secret-forms.ts';
import { comers, secretsOf } from './secret-people.ts';
import { createSecretSearch } from './secret-search.ts';

const COMERS = comers();
const SEARCH = createSecretSearch(needlesOf(COMERS.flatMap(secretsOf)));

describe('the search', () => {
  test('finds a name that goes over the end of a page of a write-ahead log', () => {
    const [{ person }] = COMERS as [(typeof COMERS)[0]];
    const name = Buffer.from(person.name);
    const [head, tail] = [name.subarray(0, 9), name.subarray(9)];
    const pages = Buffer.alloc(2 * 8_192, 0xa5);
    pages.writeUInt16LE(0x0002, 2);
    pages.writeUInt16LE(0, 8_192 + 2);
    head.copy(pages, 8_192 - head.length);
    tail.copy(pages, 8_192 + 24);
    const found = (bytes: Buffer): string[] => SEARCH.look(bytes, '').map(({ label }) => label.split(': ')[1] ?? '');
    expect(found(pages)).not.toContain('name');
    expect(found(withoutPageHeaders(pages))).toContain('name');
  });

  test('finds a name in every spelling and encoding, wherever in a file it stands', () => {
    const [{ person }] = COMERS as [(typeof COMERS)[0]];
    const missed: string[] = [];
    for (const { form, spell } of SPELLINGS) {
      for (const encoding of ENCODINGS) {
        for (const before of ['', 'x', 'xy', 'xyz']) {
          const planted = Buffer.concat([Buffer.alloc(1_001, 0xa5), plant(encoding.form, before, spell(person.name))]);
          if (SEARCH.look(planted, '').length === 0) missed.push(`${form}, ${encoding.form}, after ${before.length}`);
        }
      }
    }
    expect(missed).toEqual([]);
  });

  test('finds eight letters out of the middle of each code, in every encoding', () => {
    const missed: string[] = [];
    for (const { kind, text, twin } of COMERS) {
      const at = ownPartAt(text, twin);
      for (const { form } of ENCODINGS) {
        const planted = plant(form, 'before ', `${text.slice(at, at + 10)} after`);
        if (SEARCH.look(planted, '').length === 0) missed.push(`${kind}, ${form}`);
      }
    }
    expect(missed).toEqual([]);
  });

  test('finds every number, and nothing in what nobody was at', () => {
    for (const { person } of COMERS) {
      const found = SEARCH.look(Buffer.from(`\u0000${person.number}\u0000`, 'utf16le'), '');
      expect(found.map(({ label }) => label.split(': ')[1])).toContain('number');
    }
    expect(SEARCH.look(readFileSync(process.execPath).subarray(0, 20_000_000), 'a program')).toEqual([]);
  });
});

/** Text as something else would have written it there: `before` moves it within the groups of base64. */
function plant(form: string, before: string, text: string): Buffer {
  const whole = before + text;
  switch (form) {
    case 'base64':
      return Buffer.from(Buffer.from(whole).toString('base64'));
    case 'base64url':
      return Buffer.from(Buffer.from(whole).toString('base64url'));
    case 'hex':
      return Buffer.from(Buffer.from(whole).toString('hex'));
    case 'HEX':
      return Buffer.from(Buffer.from(whole).toString('hex').toUpperCase());
    case 'utf-16le':
      return Buffer.from(whole, 'utf16le');
    case 'utf-16be':
      return Buffer.from(whole, 'utf16le').swap16();
    case 'percent':
      return Buffer.from(encodeURIComponent(whole));
    case 'json-escape':
      return Buffer.from(
        [...whole].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
      );
    case 'json-escape of what is not ASCII':
      return Buffer.from(
        whole.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
      );
    case 'latin-1':
      return Buffer.from(Buffer.from(whole).toString('latin1'), 'utf8');
    default:
      return Buffer.from(whole);
  }
}

/** Where in a code something begins that its twin has not. */
function ownPartAt(text: string, twin: string): number {
  for (let at = Math.floor(text.length / 2); at + 10 <= text.length; at += 1) {
    const part = text.slice(at, at + 8);
    if (new Set(part).size >= 4 && !twin.includes(part)) return at;
  }
  for (let at = 0; at + 10 <= text.length; at += 1) {
    if (new Set(text.slice(at, at + 8)).size >= 4 && !twin.includes(text.slice(at, at + 8))) return at;
  }
  throw new Error('a code that is the same for everybody');
}
