import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CALL_NAMES, consoleApi } from '../../../src-collector/contract/console-api.ts';
import type { Call } from '../../../src-collector/contract/console-call.ts';
import { needsSecondStep } from '../../../src-collector/contract/console-roles.ts';
import { accountName } from '../../../src-collector/contract/keeper-calls.ts';
import { isWithin, parseUnitPath, unitPath } from '../../../src-collector/contract/unit-path.ts';

const calls = CALL_NAMES.map((name) => [name, consoleApi[name] as Call] as const);

test('the calls that take no session are those of the door, and there are no others', () => {
  expect(calls.filter(([, { who }]) => who === 'anybody').map(([name]) => name)).toEqual([
    'door.about',
    'session.current',
    'session.begin',
    'invitation.open',
    'invitation.accept',
  ]);
  expect(calls.filter(([, { who }]) => who === 'begun').map(([name]) => name)).toEqual(['session.confirm']);
});

test('what gives accounts and tokens is the operator alone, and what was done is read by two roles and written by none', () => {
  const keepers = calls.filter(([name]) => /^(account|token)\./.test(name));
  // What an operator asks for, somebody else agrees to.
  const agreeing = ['account.waiting', 'account.approve'];
  expect(keepers).toHaveLength(10);
  for (const [name, { who }] of keepers) expect(who, name).toEqual([agreeing.includes(name) ? 'privacy' : 'operator']);
  expect(calls.filter(([name]) => name.startsWith('audit.')).map(([name, { kind, who }]) => [name, kind, who])).toEqual(
    [['audit.list', 'read', ['privacy', 'operator']]],
  );
});

test('no token writes, and none sees what is sensitive', () => {
  const forTokens = calls.filter(([, { scope }]) => scope !== undefined);
  expect(forTokens.length).toBeGreaterThan(0);
  for (const [name, { kind, isSensitive, who }] of forTokens) {
    expect([kind, isSensitive ?? false, Array.isArray(who)], name).toEqual(['read', false, true]);
  }
});

test('who traces, watches over privacy or runs the collector needs a second step, also beside another role', () => {
  expect(needsSecondStep(['viewer', 'officer'])).toBe(false);
  for (const role of ['tracer', 'privacy', 'operator'] as const) expect(needsSecondStep(['viewer', role])).toBe(true);
});

test('a unit lies within itself and whatever is wider, and in nothing that is only spelled alike', () => {
  const name = fc.string({ minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 4 }), fc.array(name, { maxLength: 3 }), (outer, rest) => {
      expect(isWithin([...outer, ...rest], outer)).toBe(true);
      if (rest.length > 0) expect(isWithin(outer, [...outer, ...rest])).toBe(false);
      const [first, ...others] = outer;
      if (first !== undefined) expect(isWithin([`${first}.`, ...others, ...rest], outer)).toBe(false);
    }),
  );
});

test('whatever is typed as a unit is one or is not, and one that is reads the same again', () => {
  expect(parseUnitPath(' Bắc Ninh / Phường Kinh Bắc ')).toEqual(['Bắc Ninh', 'Phường Kinh Bắc']);
  expect(parseUnitPath('')).toEqual([]);
  expect(parseUnitPath('Bắc Ninh//Phường')).toBeNull();
  expect(unitPath.parse(['Ba\u0306\u0301c Ninh'.normalize('NFD')])).toEqual(['B\u1eafc Ninh']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const path = parseUnitPath(text);
      if (path !== null) expect(parseUnitPath(path.join('/'))).toEqual(path);
    }),
  );
});

test('a name to sign in with holds no blank and nothing that a page, a shell or a table reads', () => {
  expect(accountName.parse('Nguyễn.A')).toBe('nguyễn.a');
  expect(accountName.safeParse('-rf').success).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const parsed = accountName.safeParse(text);
      if (!parsed.success) return;
      expect(parsed.data).not.toMatch(/[\s<>&"'`$\\;/=(){}\p{Cc}\p{Cf}]/u);
      expect(accountName.parse(parsed.data)).toBe(parsed.data);
    }),
    { numRuns: 1_000 },
  );
});
