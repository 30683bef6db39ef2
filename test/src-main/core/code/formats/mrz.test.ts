import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pieceOfMrz, readMrz } from '../../../../../src-main/core/code/formats/mrz.ts';
import { checkDigitOf } from '../../../../../src-main/core/code/mrz-check.ts';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';
import { recogniseOnLane } from '../../../../../src-main/core/scan/join-halves.ts';
import { newLane } from '../../../../../src-main/core/scan/lane.ts';
import { person } from '../person.ts';

const CITIZEN = ['IDVNM0990000006001099000000<<7', '9901018M3901016VNM<<<<<<<<<<<2', 'NGUYEN<<VAN<A<<<<<<<<<<<<<<<<<'];
/** The specimens of ICAO Doc 9303, parts 4, 5 and 6. */
const TD3 = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'];
const TD1 = ['I<UTOD231458907<<<<<<<<<<<<<<<', '7408122F1204159UTO<<<<<<<<<<<6', 'ERIKSSON<<ANNA<MARIA<<<<<<<<<<'];
const TD2 = ['I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<', 'D231458907UTO7408122F1204159<<<<<<<6'];

const day = (year: number, month: number, date: number) => ({ precision: 'day', year, month, day: date });

describe('the machine-readable zone', () => {
  test('of a Vietnamese card gives the citizen’s number, by which the same card’s QR is known', () => {
    expect(recognise(CITIZEN.join('\r\n'), 'utf-8')).toMatchObject({
      type: 'person',
      kind: 'mrz-td1',
      key: { scheme: 'citizen', value: '001099000000' },
      fields: {
        number: '001099000000',
        name: 'NGUYEN VAN A',
        birthDate: day(1999, 1, 1),
        sex: 'male',
        validTo: day(2039, 1, 1),
        address: null,
        issuedOn: null,
      },
      warnings: [],
    });
  });

  test.each([
    ['mrz-td1', TD1, 'D23145890'],
    ['mrz-td2', TD2, 'D23145890'],
    ['mrz-td3', TD3, 'L898902C3'],
  ] as const)('of the specimen is %s, with all that it says', (kind, lines, number) => {
    expect(person(lines.join('\n'))).toMatchObject({
      kind,
      key: { scheme: 'identity-paper', value: `UTO:${number}` },
      fields: {
        number,
        name: 'ERIKSSON ANNA MARIA',
        birthDate: day(1974, 8, 12),
        sex: 'female',
        validTo: day(2012, 4, 15),
      },
      warnings: [],
    });
  });

  test('is the same with any line ends, none, and a reader’s own marks behind', () => {
    for (const lines of [CITIZEN, TD1, TD2, TD3]) {
      const whole = person(lines.join('\n'));
      for (const text of [
        lines.join(''),
        lines.join('\r'),
        lines.join('\r\n'),
        lines.join('\n\n'),
        `\u0002${lines.join('\r')}\r\u0003`,
        `${lines.join('\r')}\rOK`,
        lines.join(' '),
        lines.join('\r').toLowerCase(),
        lines.map((line) => line.replace(/<+$/, '')).join('\r'),
      ]) {
        expect(recognise(text, 'utf-8')).toEqual(whole);
      }
    }
  });

  test('continues a long number in the optional data', () => {
    const code = person(
      'I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<',
    );
    expect(code.key).toEqual({ scheme: 'identity-paper', value: 'UTO:D23145890734' });
    expect(code.fields.birthDate).toEqual(day(1934, 7, 12));
    expect(code.warnings).toEqual([]);
  });

  test('knows the century by the last day of validity', () => {
    const zone = (birth: string, expiry: string) => {
      const data = [birth, checkDigitOf(birth), 'F', expiry, checkDigitOf(expiry), 'UTO', '<'.repeat(11)].join('');
      const guarded = TD1[0]?.slice(5) + data.slice(0, 7) + data.slice(8, 15) + data.slice(18);
      return person([TD1[0], data + checkDigitOf(guarded), TD1[2]].join('\n')).fields;
    };
    expect(zone('150301', '280301').birthDate).toEqual(day(2015, 3, 1));
    expect(zone('600301', '280301').birthDate).toEqual(day(1960, 3, 1));
    expect(zone('280302', '280301').birthDate).toEqual(day(1928, 3, 2));
    expect(zone('690806', '940623')).toMatchObject({ birthDate: day(1969, 8, 6), validTo: day(1994, 6, 23) });
    expect(zone('60<<<<', '280301').birthDate).toEqual({ precision: 'year', year: 1960 });
    expect(zone('6003<<', '280301').birthDate).toEqual({ precision: 'year', year: 1960 });
    expect(zone('<<<<<<', '280301').birthDate).toBeNull();
    expect(zone('150301', '<<<<<<')).toMatchObject({ birthDate: null, validTo: null });
    expect(zone('150301', '991231')).toMatchObject({ birthDate: null, validTo: null });
    const impossible = person(TD1.join('\n').replace('7408122', `740231${checkDigitOf('740231')}`));
    expect(impossible.fields.birthDate).toBeNull();
    expect(impossible.warnings).toEqual(['birth-date-impossible', 'check-digit-wrong']);
  });

  test('whose number fails its check digit is nobody’s key', () => {
    for (const [lines, from, to] of [
      [CITIZEN, 'IDVNM0990', 'IDVNM0980'],
      [CITIZEN, '6001099', '6002099'],
      [TD1, 'D23145', 'D23146'],
      [TD2, 'D23145', 'D23146'],
      [TD3, 'L898902C3', 'L898802C3'],
    ] as const) {
      const code = person(lines.join('\n').replace(from, to));
      expect(code.key).toBeNull();
      expect(code.warnings).toContain('check-digit-wrong');
      expect(code.fields.name).not.toBeNull();
    }
  });

  test('with another wrong check digit keeps the field and the key, and warns', () => {
    const code = person(TD3.join('\n').replace('7408122', '7408132'));
    expect(code.key?.value).toBe('UTO:L898902C3');
    expect(code.fields.birthDate).toEqual(day(1974, 8, 13));
    expect(code.warnings).toEqual(['check-digit-wrong']);
  });

  test('notices every wrong figure outside the name', () => {
    const changed = fc
      .constantFrom(CITIZEN.join(''), TD1.join(''), TD2.join(''), TD3.join(''))
      .chain((text) => fc.tuple(fc.constant(text), fc.nat(text.length - 1), fc.constantFrom(...'0123456789')));
    fc.assert(
      fc.property(changed, ([text, at, figure]) => {
        if (!/\d/.test(text[at] ?? '') || text[at] === figure) return;
        const code = readMrz(text.slice(0, at) + figure + text.slice(at + 1));
        if (code !== null) expect(code.warnings).toContain('check-digit-wrong');
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['a visa', ['V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L8988901C4XXX4009078F96121096ZE184226B<<<<<<']],
    ['one line too few', TD1.slice(0, 2)],
    ['a line that is too short', [TD1[0]?.slice(1), TD1[1], TD1[2]]],
    ['letters in a date', [TD1[0], TD1[1]?.replace('740812', '74O812'), TD1[2]]],
    ['no check digit that fits', [TD3[0], 'L898902C37UTO7408123F1204158ZE184226B<<<<<21']],
  ] as const)('is not %s', (_what, lines) => {
    expect(recognise(lines.join('\n'), 'utf-8').type).not.toBe('person');
  });

  test('is read from any text without an error', () => {
    const mrz = fc.array(fc.constantFrom(...'ABCIPVNM0123456789<<<<\n'), { maxLength: 100 }).map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(mrz, fc.string({ maxLength: 100 })), (text) => {
        const code = readMrz(text);
        if (code !== null) expect(code.type).toBe('person');
        expect([null, 'begin', 'rest']).toContain(pieceOfMrz(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a zone that comes line by line', () => {
  test.each([
    ['a Vietnamese card', CITIZEN],
    ['a card', TD1],
    ['a paper', TD2],
    ['a passport', TD3],
  ] as const)('%s is one code', (_what, lines) => {
    let lane = newLane('lane-1', 'in');
    const codes = lines.map((text, index) => {
      const reading = { laneId: 'lane-1', readerKind: 'serial', text: `${text}\r`, encoding: 'utf-8' } as const;
      const result = recogniseOnLane(reading, lane, 1_000 + index * 100);
      lane = result.lane;
      return result.code;
    });
    const half = { type: 'unreadable', reason: 'half-code', part: 'begin' };
    expect(codes.slice(0, -1)).toEqual(lines.slice(1).map(() => half));
    expect(codes.at(-1)).toEqual(recognise(lines.join('\n'), 'utf-8'));
    expect(lane.half).toBeNull();
  });

  test('a line whose first was lost is a piece, not an unknown code', () => {
    for (const line of [CITIZEN[1], CITIZEN[2], TD2[1], TD3[1]]) {
      expect(recognise(line ?? '', 'utf-8')).toEqual({ type: 'unreadable', reason: 'half-code', part: 'rest' });
    }
    expect(recognise(CITIZEN.slice(1).join('\n'), 'utf-8').type).toBe('unreadable');
  });

  test.each(['ABCDEFGHIJKLMNOPQRSTUVWXYZ0123', 'INV<0000000000000000000000000<', '0'.repeat(44), 'A'.repeat(36)])(
    'another code of that length is none: %s',
    (text) => {
      expect(recognise(text, 'utf-8').type).toBe('opaque');
    },
  );
});
