import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../resources/locales/vi.json' with { type: 'json' };
import { AUDIT_ACTIONS, AUDIT_ACTORS, SET_PIN_REFUSALS } from '../../../src-main/contract/access-api.ts';
import { ENROL_REFUSALS } from '../../../src-main/contract/enrol-refusals.ts';
import { ROLL_BACK_REASONS } from '../../../src-main/contract/fleet-settings.ts';
import { HISTORY_SPANS, shiftNumbers, VISIT_GROUPS } from '../../../src-main/contract/guard-api.ts';
import { PASS_REFUSALS } from '../../../src-main/contract/pass-api.ts';
import { LIST_TROUBLES, PERSON_REFUSALS } from '../../../src-main/contract/roster-api.ts';
import { SIGNED_CODE_ACTIONS, VENUE_KINDS } from '../../../src-main/contract/settings.ts';
import { SETUP_REFUSALS } from '../../../src-main/contract/setup-api.ts';
import { SETUP_STEPS, UNIT_LEVELS } from '../../../src-main/contract/setup-settings.ts';
import { READER_TROUBLES } from '../../../src-main/contract/status-api.ts';
import { LIST_REFUSALS } from '../../../src-main/contract/trust-api.ts';
import { CODE_KINDS, CODE_WARNINGS, UNREADABLE_REASONS } from '../../../src-main/core/code/code.ts';
import { PASS_PURPOSES } from '../../../src-main/core/code/credential.ts';
import {
  ROSTER_COLUMNS,
  ROSTER_GROUPS,
  ROSTER_MODES,
  ROSTER_ROW_TROUBLES,
} from '../../../src-main/core/entry/roster.ts';
import { DECISION_REASONS, GUARD_CORRECTIONS, STORE_FAILURES, VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import { UPLOAD_FAILURES } from '../../../src-main/core/outbox/plan.ts';
import { startWords } from '../../../src-renderer/i18n/start-words.ts';
import { HINTS } from '../../../src-renderer/readers/camera-guidance.ts';
import { PASS_DURATIONS } from '../../../src-renderer/screens/passes/pass-form.ts';
import { flatten, keysInSources, placeholders } from '../../support/words-in-sources.ts';

const SCREEN_DIR = resolve(import.meta.dirname, '../../../src-renderer');
const CATALOGUES = { vi: flatten(vi), en: flatten(en) };
const DIRECTIONS = ['in', 'out'];

/** Each member of each union, and where its words stand. */
const UNIONS: Readonly<Record<string, readonly string[]>> = {
  reason: [
    ...DECISION_REASONS,
    ...GUARD_CORRECTIONS,
    ...CODE_WARNINGS,
    ...UNREADABLE_REASONS,
    ...STORE_FAILURES,
    'no-answer',
  ],
  trouble: READER_TROUBLES.flatMap((trouble) => [`${trouble}.what`, `${trouble}.do`]),
  'camera.hint': HINTS.flatMap((hint) => [`${hint}.what`, `${hint}.do`]),
  kind: CODE_KINDS,
  venueKind: VENUE_KINDS,
  'firstRun.step': SETUP_STEPS,
  'settings.fromAfar.reason': ROLL_BACK_REASONS,
  'firstRun.refused': [...SETUP_REFUSALS, 'no-answer'],
  unitLevel: UNIT_LEVELS,
  enrolRefusal: [...ENROL_REFUSALS, 'no-answer'],
  verdict: VERDICTS.flatMap((verdict) =>
    DIRECTIONS.flatMap((direction) => [`${verdict}.word.${direction}`, `${verdict}.do.${direction}`]),
  ),
  listRefusal: [...LIST_REFUSALS, 'file-too-large'],
  uploadTrouble: UPLOAD_FAILURES.flatMap((trouble) => [`${trouble}.what`, `${trouble}.do`]),
  'settings.signed.action': SIGNED_CODE_ACTIONS,
  'settings.signed.state': ['signerExpired', 'expired', 'notYetValid', 'unknownIssuer', 'rulesNotMet'],
  'passes.purpose': PASS_PURPOSES,
  'passes.duration': PASS_DURATIONS,
  'passes.uses': ['once', 'often'],
  'passes.error': [...PASS_REFUSALS, 'no-answer', 'name-too-long', 'count-shape', 'name-twice'],
  'history.span': [...HISTORY_SPANS, 'label'],
  'undo.reason': GUARD_CORRECTIONS.flatMap((reason) => DIRECTIONS.map((direction) => `${reason}.${direction}`)),
  'undo.short': ['not-passed', ...GUARD_CORRECTIONS],
  'undo.error': ['not-standing', 'too-old', ...STORE_FAILURES, 'no-answer'],
  'inside.group': VISIT_GROUPS.filter((group) => group !== 'vehicle'),
  'handover.number': Object.keys(shiftNumbers.shape),
  'people.group': ROSTER_GROUPS,
  'people.column': ROSTER_COLUMNS,
  'people.rowTrouble': ROSTER_ROW_TROUBLES,
  'people.rules.modeOf': ROSTER_MODES,
  'people.error': [...PERSON_REFUSALS, 'no-answer', 'name', 'day'],
  'people.import.error': LIST_TROUBLES,
  'people.link.state': ['waiting', 'linked', 'taken', 'unreadable', 'over'],
  'access.audit.action': AUDIT_ACTIONS,
  'access.audit.actor': AUDIT_ACTORS,
  'access.pins.note': [
    ...SET_PIN_REFUSALS,
    ...['set', 'removed', 'wrong', 'waiting', 'unreadable', 'no-answer', 'differs'],
  ],
  'reader.state': ['starting', 'ready', 'babbling', 'lost'],
  'status.collector': ['alone', 'waiting', 'reachable', 'unreachable', 'refused'],
};

describe.each(Object.entries(CATALOGUES))('the words in %s', (_language, words) => {
  test('there is none without text', () => {
    expect(Object.keys(words).length).toBeGreaterThan(200);
    expect(Object.entries(words).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('are composed letters, as every font and search expects', () => {
    expect(Object.entries(words).filter(([, text]) => text !== text.normalize('NFC'))).toEqual([]);
  });

  test.each(Object.entries(UNIONS))('each %s has its own, and none is left over', (place, members) => {
    const there = Object.keys(words)
      .filter((key) => key.startsWith(`${place}.`))
      .map((key) => key.slice(place.length + 1));
    expect(there.sort()).toEqual([...members].sort());
  });
});

test('both languages have the same keys', () => {
  expect(Object.keys(CATALOGUES.en).sort()).toEqual(Object.keys(CATALOGUES.vi).sort());
});

test('both languages have the same placeholders', () => {
  const differing = Object.entries(CATALOGUES.vi).filter(
    ([key, text]) => placeholders(text) !== placeholders(CATALOGUES.en[key] ?? ''),
  );
  expect(differing).toEqual([]);
});

describe('no English is left on a Vietnamese screen', () => {
  /** Words that are the same in both languages. */
  const SAME_IN_BOTH: readonly string[] = ['venueKind.karaoke', 'exports.formats.xlsx'];
  /** What English text has in every line or two, and Vietnamese never: letters and endings that it does not know. */
  const ENGLISH = /\b(?:the|and|of|is|are|not|with|your|please|error|failed|scan|save|cancel|close|settings|camera)\b/i;

  test('no Vietnamese words are the English ones, but those that are the same in both', () => {
    const same = Object.entries(CATALOGUES.vi)
      .filter(([key, text]) => text === CATALOGUES.en[key] && /\p{L}/u.test(text.replace(/\{\{\w+\}\}/g, '')))
      .map(([key]) => key);
    expect(same.filter((key) => !SAME_IN_BOTH.includes(key))).toEqual([]);
  });

  test('none holds an English word', () => {
    expect(ENGLISH.test(CATALOGUES.en['settings.title'] ?? '')).toBe(true);
    expect(Object.entries(CATALOGUES.vi).filter(([, text]) => ENGLISH.test(withoutPlaceholders(text)))).toEqual([]);
  });

  test('no sentence of three words and more is without a Vietnamese mark', () => {
    const bare = Object.entries(CATALOGUES.vi).filter(
      ([, text]) => /^[\x20-\x7e]*$/.test(text) && withoutPlaceholders(text).match(/[a-z]{2,}/gi)?.length,
    );
    expect(bare.filter(([, text]) => withoutPlaceholders(text).split(/\s+/).filter(Boolean).length > 2)).toEqual([]);
  });

  function withoutPlaceholders(text: string): string {
    return text.replace(/\{\{\w+\}\}/g, ' ');
  }
});

describe('the sources of the screen', () => {
  const used = keysInSources(SCREEN_DIR, Object.keys(vi));

  test('use no key that is not there', () => {
    expect(used.length).toBeGreaterThan(100);
    const keys = Object.keys(CATALOGUES.vi);
    // A key with a part that is only known at run time stands for all keys of its form.
    expect(used.filter((pattern) => !keys.some((key) => pattern.test(key))).map(String)).toEqual([]);
  });

  test('use every key that is there', () => {
    // Those of the files stand in src-main/export, where tsc holds each.
    const unused = Object.keys(CATALOGUES.vi).filter(
      (key) => !/^exports\.(document|file)\./.test(key) && !used.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

test('the words change with the language, and names are shown as they are written', async () => {
  const words = startWords();
  expect(words.t('verdict.admit.word.in')).toBe('MỜI VÀO');
  await words.changeLanguage('en');
  expect(words.t('verdict.admit.word.in')).toBe('COME IN');
  expect(words.t('settings.collector.with', { name: 'A & B <C>' })).toBe('Sending to: A & B <C>');
});
