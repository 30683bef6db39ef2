/** Are the right rules asked about a certificate, and is their answer the one that the guard is given? */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deskOf, NOON_UTC_MS, outcomeOf, ruleOf, vaccination } from './venue-rules.ts';

const NO = { Logic: false } as const;
const HOUR_MS = 3_600_000;

describe('the answer of the rules', () => {
  test('is met where every rule says yes, and names the version of the set', () => {
    const desk = deskOf([ruleOf(), ruleOf({ Identifier: 'VR-VN-0001', CertificateType: 'Vaccination' })]);
    expect(desk(vaccination(), NOON_UTC_MS)).toEqual({ version: 'test-1', outcome: 'met' });
  });

  test('is not met where one rule says no, whatever else is open', () => {
    const noValue = ruleOf({ Identifier: 'GR-VN-0002', Logic: { '+': ['a', 1] } });
    expect(outcomeOf([ruleOf(), noValue, ruleOf({ Identifier: 'GR-VN-0003', ...NO })])).toBe('not-met');
  });

  test.each([
    ['has no value on this certificate', { '>': [{ var: 'payload.v.0.mp' }, 1] }],
    ['needs a value set that is not there', { in: ['1', { var: 'external.valueSets.missing' }] }],
    ['says neither yes nor no', { var: 'payload.v.0.dn' }],
    [
      'reads a date that is none',
      { before: [{ plusTime: ['yesterday', 1, 'day'] }, { plusTime: ['2026', 0, 'day'] }] },
    ],
  ])('is open where a rule %s', (_what, Logic) => {
    expect(outcomeOf([ruleOf(), ruleOf({ Identifier: 'GR-VN-0002', Logic })])).toBe('open');
  });

  test('is open where a rule was written for a later schema than the certificate has', () => {
    const rules = [ruleOf({ SchemaVersion: '1.3.0' })];
    expect(outcomeOf(rules, vaccination({ ver: '1.2.9' }))).toBe('open');
    expect(outcomeOf(rules, vaccination({ ver: '1.3.0' }))).toBe('met');
  });

  test('is open where no acceptance rule is about this certificate', () => {
    expect(outcomeOf([ruleOf({ CertificateType: 'Test' })])).toBe('open');
    expect(outcomeOf([ruleOf({ ValidTo: '2026-02-01T00:00:00Z' })])).toBe('open');
    expect(outcomeOf([ruleOf({ Country: 'FR' })])).toBe('open');
  });

  test('is open about a certificate that certifies nothing', () => {
    expect(outcomeOf([ruleOf()], vaccination({ v: [] }))).toBe('open');
    expect(outcomeOf([ruleOf()], vaccination({ v: 'twice' }))).toBe('open');
    expect(outcomeOf([ruleOf()], { ...vaccination(), payload: 'a text' })).toBe('open');
  });
});

describe('an invalidation rule', () => {
  const fraud = {
    Identifier: 'IR-FR-0001',
    Type: 'Invalidation',
    Country: 'FR',
    Logic: { '===': [{ var: 'payload.v.0.ma' }, 'nobody'] },
  };
  const dccOf = (ma: string, co = 'FR') => ({ ...vaccination({ v: [{ co, ma }] }), issuerCountry: 'FR' });

  test('refuses by yes and lets pass by no', () => {
    expect(outcomeOf([ruleOf(), ruleOf(fraud)], dccOf('nobody'))).toBe('not-met');
    expect(outcomeOf([ruleOf(), ruleOf(fraud)], dccOf('somebody'))).toBe('met');
  });

  test('is asked about certificates of its own country only, named by the frame or by the certificate', () => {
    const french = { ...dccOf('nobody'), issuerCountry: null };
    expect(outcomeOf([ruleOf(), ruleOf(fraud)], french)).toBe('not-met');
    expect(outcomeOf([ruleOf(), ruleOf(fraud)], { ...dccOf('nobody', 'VN'), issuerCountry: 'VN' })).toBe('met');
  });

  test('alone in its set leaves everybody else be', () => {
    expect(outcomeOf([ruleOf(fraud)], dccOf('somebody'))).toBe('met');
    expect(outcomeOf([ruleOf(fraud)])).toBe('met');
    expect(outcomeOf([ruleOf(fraud)], dccOf('nobody'))).toBe('not-met');
  });
});

describe('the choice of rules', () => {
  test.each([
    ['Vaccination', 'v'],
    ['Test', 't'],
    ['Recovery', 'r'],
  ])('%s rules are asked where the certificate has `%s`', (CertificateType, group) => {
    const rules = [ruleOf(), ruleOf({ Identifier: 'XR-VN-0001', CertificateType, ...NO })];
    const none = { v: undefined, t: undefined, r: undefined };
    expect(outcomeOf(rules, vaccination({ ...none, [group]: [{}] }))).toBe('not-met');
    for (const other of ['v', 't', 'r'].filter((one) => one !== group)) {
      expect(outcomeOf(rules, vaccination({ ...none, [other]: [{}] }))).toBe('met');
    }
  });

  test('a rule holds from its first moment on, and no more at its last', () => {
    const rules = [ruleOf(), ruleOf({ Identifier: 'GR-VN-0002', ValidFrom: '2026-11-23T10:00:00+07:00', ...NO })];
    const fromUtcMs = Date.UTC(2026, 10, 23, 3);
    expect(outcomeOf(rules, vaccination(), fromUtcMs - 1)).toBe('met');
    expect(outcomeOf(rules, vaccination(), fromUtcMs)).toBe('not-met');
    const ending = [ruleOf(), ruleOf({ Identifier: 'GR-VN-0002', ValidTo: '2026-11-23T12:00:00Z', ...NO })];
    expect(outcomeOf(ending, vaccination(), NOON_UTC_MS - 1)).toBe('not-met');
    expect(outcomeOf(ending, vaccination(), NOON_UTC_MS)).toBe('met');
  });

  test('of several versions the highest counts by number, wherever it stands, but only while it is valid', () => {
    const old = ruleOf({ Version: '1.9.0', ...NO });
    const later = ruleOf({ Version: '1.10.0' });
    expect(outcomeOf([old, later])).toBe('met');
    expect(outcomeOf([later, old])).toBe('met');
    expect(outcomeOf([old, { ...later, ValidFrom: '2026-12-01T00:00:00Z' }])).toBe('not-met');
  });

  test('versions of one rule number are told apart by country and type', () => {
    const foreign = ruleOf({ Country: 'FR', Type: 'Invalidation', Version: '2.0.0', ...NO });
    const dcc = { ...vaccination(), issuerCountry: 'FR' };
    expect(outcomeOf([ruleOf(NO), foreign], dcc)).toBe('not-met');
  });

  test('acceptance rules of another country are not asked', () => {
    expect(outcomeOf([ruleOf(), ruleOf({ Identifier: 'GR-FR-0001', Country: 'FR', ...NO })])).toBe('met');
  });
});

describe('what rules may ask for', () => {
  test.each([
    ['validationClock', '2026-11-23T12:00:00.000Z'],
    ['countryCode', 'VN'],
    ['issuerCountryCode', 'VN'],
    ['iat', '2026-06-02T00:00:00.000Z'],
    ['exp', '2027-06-02T00:00:00.000Z'],
  ])('`external.%s` is there', (name, value) => {
    expect(outcomeOf([ruleOf({ Logic: { '===': [{ var: `external.${name}` }, value] } })])).toBe('met');
  });

  test('times that the frame does not say, or says outside every calendar, are not there', () => {
    const dcc = { ...vaccination(), issuedAtUtcMs: null, expiresAtUtcMs: 1e300 };
    const Logic = { and: [{ '!': [{ var: 'external.iat' }] }, { '!': [{ var: 'external.exp' }] }] };
    expect(outcomeOf([ruleOf({ Logic })], dcc)).toBe('met');
  });

  test.each([
    ['as a list of codes', ['840539006']],
    ['as the EU publishes them', { valueSetId: 'agents', valueSetValues: { '840539006': { display: 'COVID-19' } } }],
  ])('value sets %s', (_form, agents) => {
    const Logic = { in: [{ var: 'payload.v.0.tg' }, { var: 'external.valueSets.agents' }] };
    const desk = deskOf([ruleOf({ Logic })], { agents });
    expect(desk(vaccination(), NOON_UTC_MS)?.outcome).toBe('met');
    expect(desk(vaccination({ v: [{ tg: '1' }] }), NOON_UTC_MS)?.outcome).toBe('not-met');
  });
});

describe('a certificate that is built to hurt', () => {
  const asking = [
    ruleOf({ Logic: { '!': [{ var: 'payload.v.1' }] } }),
    ruleOf({
      Identifier: 'VR-VN-0001',
      CertificateType: 'Vaccination',
      Logic: {
        'not-after': [
          { plusTime: [{ var: 'payload.v.0.dt' }, 365, 'day'] },
          { plusTime: [{ var: 'external.validationClock' }, 0, 'day'] },
        ],
      },
    }),
    ruleOf({
      Identifier: 'VR-VN-0002',
      Logic: {
        '>': [{ reduce: [{ var: 'payload.v' }, { '+': [{ var: 'accumulator' }, { var: 'current.dn' }] }, 0] }, 1],
      },
    }),
    ruleOf({ Identifier: 'VR-VN-0003', Logic: { if: [{ var: 'payload.nam' }, true, false] } }),
  ];

  test.each([
    ['of far too many doses', { v: Array.from({ length: 101 }, () => ({ dn: 1 })) }],
    ['of an endless text', { x: 'x'.repeat(1_001) }],
    ['of far too many fields', Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`f${index}`, 1]))],
    ['of boxes within boxes', { x: JSON.parse('['.repeat(33) + ']'.repeat(33)) as unknown }],
    ['of bytes where text should be', { x: new Uint8Array(8) }],
  ])('is open where it is %s, even with rules that say yes to everybody', (_what, changes) => {
    expect(outcomeOf([ruleOf()], vaccination(changes))).toBe('open');
  });

  test('is open where it holds itself', () => {
    const payload: Record<string, unknown> = { v: [{}] };
    payload.self = payload;
    expect(outcomeOf([ruleOf()], { ...vaccination(), payload })).toBe('open');
  });

  test('cannot pass for one by naming what every object has', () => {
    const payload: unknown = JSON.parse('{"v":[{"dn":2,"dt":"2020-01-01"}],"nam":{"toString":1},"__proto__":{"x":1}}');
    expect(outcomeOf(asking, { ...vaccination(), payload })).toBe('open');
  });

  test('never makes the desk throw, whatever it says, and never passes for met without saying yes', () => {
    const desk = deskOf([...asking, ruleOf({ Identifier: 'GR-VN-0009', ...NO })]);
    const hostile = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withTypedArray: true });
    const payload = fc.oneof(hostile, fc.record({ ver: hostile, v: hostile, nam: hostile }, { requiredKeys: [] }));
    const time = fc.oneof(fc.double(), fc.constant(NOON_UTC_MS), fc.constant(NOON_UTC_MS + HOUR_MS));
    fc.assert(
      fc.property(payload, fc.option(fc.string()), time, (inner, issuerCountry, utcMs) => {
        const dcc = { payload: inner, issuerCountry, issuedAtUtcMs: utcMs, expiresAtUtcMs: utcMs };
        expect(desk(dcc, utcMs)?.outcome).not.toBe('met');
      }),
    );
  });
});
