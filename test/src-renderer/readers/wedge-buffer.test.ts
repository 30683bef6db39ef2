import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CODE_LENGTH } from '../../../src-main/core/code/code.ts';
import type { WedgeEffect, WedgeEvent, WedgeState, WedgeStep } from '../../../src-renderer/readers/wedge-buffer.ts';
import { LATE_END_MS, LEAST_KEYS, newWedge, nextWedgeStep } from '../../../src-renderer/readers/wedge-buffer.ts';
import type { WedgeKey } from '../../../src-renderer/readers/wedge-keys.ts';
import type { LearnedPace } from '../../../src-renderer/readers/wedge-pace.ts';
import {
  CONFIRM_END_MS,
  FASTEST_PERSON_MS,
  HUMAN_GAP_MS,
  LONGEST_SILENCE_MS,
  SCANNER_GAP_MS,
  SILENCE_MS,
} from '../../../src-renderer/readers/wedge-pace.ts';
import type { InputMethod } from '../../../src-renderer/readers/wedge-rewrite.ts';
import { interfered } from '../../support/input-method.ts';
import { paced, SCANNER_TEXT, scannerKeys, wedgeKey } from '../../support/wedge-typing.ts';

const CARD = '001099000000|012345678|Nguyen Van A|01011999|Nam|So 1, Phuong X, Ha Noi|15042021';
const SCANNER_MS = 4;

type Outcome = { readonly codes: string[]; readonly passed: WedgeKey[]; readonly state: WedgeState };

/** Plays events; keys that were not swallowed pass to the page. */
function play(events: readonly WedgeEvent[], learned: LearnedPace = []): Outcome {
  let state = newWedge(learned);
  const codes: string[] = [];
  const passed: WedgeKey[] = [];
  for (const event of events) {
    const step = nextWedgeStep(state, event);
    state = step.state;
    codes.push(...step.effects.flatMap((effect) => (effect.type === 'hand-over' ? [effect.text] : [])));
    if (event.type === 'key' && !step.effects.some(({ type }) => type === 'swallow')) passed.push(event.key);
  }
  return { codes, passed, state };
}

/** The keys one after another, with the timer going off where the silence is long enough, and at the end. */
function type(keys: readonly WedgeKey[], learned: LearnedPace = []): Outcome {
  return play([...keys.map((key): WedgeEvent => ({ type: 'key', key })), { type: 'timer' }], learned);
}

const enter = (atMs: number): WedgeKey => wedgeKey({ code: 'Enter', key: 'Enter', atMs });
const scan = (text: string, fromMs = 0): WedgeKey[] => paced(scannerKeys(text), SCANNER_MS, fromMs);
const person = (text: string, fromMs = 0): WedgeKey[] => paced(scannerKeys(text), 120, fromMs);
const endOf = (keys: readonly WedgeKey[]): number => keys.at(-1)?.atMs ?? 0;

describe('a scan', () => {
  test('is one code, by its suffix or without one', () => {
    const keys = scan(CARD);
    expect(type(keys).codes).toEqual([CARD]);
    expect(type([...keys, enter(endOf(keys) + SCANNER_MS)]).codes).toEqual([CARD]);
    const tab = wedgeKey({ code: 'Tab', key: 'Tab', atMs: endOf(keys) + SCANNER_MS });
    expect(type([...keys, tab, enter(tab.atMs + SCANNER_MS)]).codes).toEqual([CARD]);
  });

  test('is waited for: eighty milliseconds after an end key, half a second after any other', () => {
    const [first] = scan(CARD);
    const wakes = (effects: readonly WedgeEffect[]) => effects.filter((effect) => effect.type === 'wake');
    let { state } = newWedgeAfter(scan(CARD));
    const end = nextWedgeStep(state, { type: 'key', key: enter(endOf(scan(CARD)) + SCANNER_MS) });
    expect(wakes(end.effects)).toEqual([{ type: 'wake', delayMs: CONFIRM_END_MS }]);
    expect(end.effects.some((effect) => effect.type === 'hand-over')).toBe(false);
    state = newWedge();
    const key = first ?? enter(0);
    expect(wakes(nextWedgeStep(state, { type: 'key', key }).effects)).toEqual([
      { type: 'wake', delayMs: LONGEST_SILENCE_MS },
    ]);
  });

  test('is waited for half a second, as its keys may arrive late, until its scanner is known to send no end key', () => {
    const lastWake = (learned: LearnedPace): number | undefined => {
      const { effects } = scan(CARD).reduce<WedgeStep>(({ state }, key) => nextWedgeStep(state, { type: 'key', key }), {
        state: newWedge(learned),
        effects: [],
      });
      return effects.flatMap((effect) => (effect.type === 'wake' ? [effect.delayMs] : [])).at(-1);
    };
    const scans = (...ends: boolean[]) => ends.map((hasEndKey) => ({ medianMs: 4, pauseMs: 4, hasEndKey }));
    expect([[], scans(false), scans(true, true)].map(lastWake)).toEqual(Array(3).fill(LONGEST_SILENCE_MS));
    expect([scans(false, false), scans(true, false)].map(lastWake)).toEqual([SILENCE_MS, SILENCE_MS]);
  });

  test('whose Enter comes late while it is still waited for is one code, and the page gets no Enter', () => {
    const keys = [...scan(CARD), enter(endOf(scan(CARD)) + 300)];
    const { codes, passed } = type(keys);
    expect(codes).toEqual([CARD]);
    expect(passed).toEqual(keys.slice(0, LEAST_KEYS - 1));
  });

  test('is one code with Enter in the middle of it, once or twice', () => {
    for (const at of [3, 5, 6, 20, 44]) {
      const head = scan(CARD.slice(0, at));
      const pause = [enter(endOf(head) + SCANNER_MS), enter(endOf(head) + 2 * SCANNER_MS)];
      const tail = scan(CARD.slice(at), endOf(head) + 40);
      const { codes, passed } = type([...head, ...pause, ...tail, enter(endOf(tail) + SCANNER_MS)]);
      expect(codes).toEqual([CARD]);
      expect(passed.filter(({ key }) => key === 'Enter')).toEqual([]);
    }
  });

  test('gives the page none of its keys once it is known, and takes back what the page got before', () => {
    const keys = scan(CARD);
    const { passed } = type([...keys, enter(endOf(keys) + SCANNER_MS)]);
    expect(passed).toEqual(keys.slice(0, LEAST_KEYS - 1));
    const { effects } = newWedgeAfter(keys.slice(0, LEAST_KEYS));
    expect(effects.map((effect) => effect.type)).toEqual([
      'mark',
      'wake',
      'wake',
      'wake',
      'wake',
      'wake',
      'swallow',
      'restore',
      'wake',
    ]);
  });

  test('is one code where the scanner pauses, also after its first letter', () => {
    for (const at of [1, 2, 4, 30]) {
      const head = scan(CARD.slice(0, at));
      expect(type([...head, ...scan(CARD.slice(at), endOf(head) + 110)]).codes).toEqual([CARD]);
    }
  });

  test('is whole where the page was busy and the timer is late', () => {
    const first = scan(CARD);
    const second = scan('999000000', endOf(first) + SILENCE_MS + 1);
    expect(type([...first, ...second]).codes).toEqual([CARD, '999000000']);
  });

  test('whose second half waited in a busy page comes whole after the first half, and once', () => {
    const keys: readonly WedgeEvent[] = [...scan(CARD), enter(endOf(scan(CARD)) + SCANNER_MS)].map((key) => ({
      type: 'key',
      key,
    }));
    const timer: WedgeEvent = { type: 'timer' };
    expect(play([...keys.slice(0, 40), timer, ...keys.slice(40), timer, timer]).codes).toEqual([
      CARD.slice(0, 40),
      CARD,
    ]);
    expect(play([...keys.slice(0, -1), timer, ...keys.slice(-1), timer]).codes).toEqual([CARD]);
  });

  test('that ended gives way to what a person does next', () => {
    const keys = scan(CARD);
    const ended = play([...keys.map((key): WedgeEvent => ({ type: 'key', key })), { type: 'timer' }]).state;
    const shift = wedgeKey({ code: 'ShiftLeft', key: 'Shift', isShifted: true, atMs: endOf(keys) + SILENCE_MS + 1 });
    expect(nextWedgeStep(ended, { type: 'key', key: shift })).toEqual({
      state: newWedge(ended.learned),
      effects: [],
    });
    const early = nextWedgeStep(ended, { type: 'key', key: { ...shift, atMs: endOf(keys) + 1 } });
    expect(early.effects.map(({ type }) => type)).toEqual(['swallow', 'wake']);
    expect(nextWedgeStep(early.state, { type: 'timer' }).effects).toEqual([{ type: 'restore' }]);
  });

  test('whose Enter comes late, or twice, is one code, and the page gets neither; a later Enter is a person’s', () => {
    const keys = scan(CARD);
    const ends = [300, 400, 400 + LATE_END_MS].map((afterMs) => enter(endOf(keys) + afterMs));
    const events = [...keys, ...ends].map((key): WedgeEvent => ({ type: 'key', key }));
    const { codes, passed } = play([...events.slice(0, keys.length), { type: 'timer' }, ...events.slice(keys.length)]);
    expect(codes).toEqual([CARD]);
    expect(passed).toEqual([...keys.slice(0, LEAST_KEYS - 1), ends[2]]);
  });

  test('that a slow scanner types is one code where no field has the focus', () => {
    for (const gapMs of [60, 90, 118]) {
      const keys = paced(scannerKeys(CARD, { isInField: false }), gapMs);
      expect(type(keys).codes).toEqual([CARD]);
      const half = keys.slice(0, 40);
      const rest = paced(keys.slice(40), gapMs, endOf(half) + 2 * gapMs);
      expect(type([...half, enter(endOf(half) + gapMs), ...rest]).codes).toEqual([CARD]);
    }
  });

  test('that a slow scanner types into a field is one code, once its pace is known', () => {
    const slow = paced(scannerKeys(CARD), 55);
    const { codes, state } = type(paced(scannerKeys(CARD, { isInField: false }), 55));
    expect([codes, type(slow).codes]).toEqual([[CARD], []]);
    expect(type(slow, state.learned).codes).toEqual([CARD]);
  });

  test('of a scanner that always sends Enter may pause for longer, as nothing but Enter ends it', () => {
    const known = [1, 2].map(() => ({ medianMs: 4, pauseMs: 4, hasEndKey: true }));
    const head = scan(CARD.slice(0, 40));
    const keys = [...head, ...scan(CARD.slice(40), endOf(head) + 3 * SILENCE_MS)];
    expect(type(keys, known).codes).toEqual([CARD]);
    expect(type(keys).codes).toHaveLength(2);
    const { state } = type([...scan(CARD), enter(endOf(scan(CARD)) + SCANNER_MS)]);
    expect(state.learned).toEqual([{ medianMs: 4, pauseMs: 4, hasEndKey: true }]);
  });

  test('carries nothing of a key that somebody touched before it', () => {
    const keys = paced(scannerKeys(CARD, { isInField: false }), 40, 400);
    const [stray] = scannerKeys('x', { isInField: false });
    expect(type([...(stray === undefined ? [] : [stray]), ...keys]).codes).toEqual([CARD]);
  });

  test('of a scanner that was set to the layout of this machine is read by that layout', () => {
    const french = { 0: 'Digit0', 1: 'Digit1', 9: 'Digit9' } as const;
    const keys = (['0', '0', '1', '0', '9', '9', '0', '0', '0'] as const).map((key) =>
      wedgeKey({ key, code: french[key], isShifted: true }),
    );
    expect(type(paced(keys, SCANNER_MS)).codes).toEqual(['001099000']);
    const bar = wedgeKey({ key: '|', code: 'Digit6', isAltGraph: true });
    const letters = [wedgeKey({ key: 'a', code: 'KeyQ' }), wedgeKey({ key: 'm', code: 'Semicolon' })];
    expect(type(paced([...letters, bar, ...letters, ...letters], SCANNER_MS)).codes).toEqual(['am|amam']);
  });

  test('right after a person’s word does not carry that word', () => {
    const word = person('an');
    expect(type([...word, ...scan(CARD, endOf(word) + 100)]).codes).toEqual([CARD]);
  });

  test('that is cut off by the window losing the keyboard is handed over as far as it came', () => {
    expect(
      play([...scan('001099').map((key): WedgeEvent => ({ type: 'key', key })), { type: 'cut-off' }]).codes,
    ).toEqual(['001099']);
  });

  test('longer than any code is handed over as too long, and its rest kept from the page', () => {
    const { codes, passed } = type(paced(scannerKeys('7'.repeat(MAX_CODE_LENGTH + 500)), 1));
    expect(codes.map((code) => code.length)).toEqual([MAX_CODE_LENGTH + 1]);
    expect(passed).toHaveLength(LEAST_KEYS - 1);
  });

  test('keeps shortcuts, repeated keys and Backspace from the page; a letter that Backspace took is gone', () => {
    const keys = scan('0010990');
    const backspace = wedgeKey({ code: 'Backspace', key: 'Backspace', atMs: endOf(keys) + 1 });
    const print = wedgeKey({ code: 'KeyP', key: 'p', hasControl: true, atMs: endOf(keys) + 2 });
    const held = wedgeKey({ code: 'Digit9', key: '9', isRepeat: true, atMs: endOf(keys) + 3 });
    const { codes, passed } = type([...keys, backspace, print, held]);
    expect(codes).toEqual(['001099']);
    expect(passed).toEqual(keys.slice(0, LEAST_KEYS - 1));
  });

  test('of Alt numbers is read by the numbers', () => {
    const alt = (digits: string, fromMs: number): WedgeEvent[] => [
      ...[...digits].map((digit, index): WedgeEvent => {
        const code = `Numpad${digit}`;
        return { type: 'key', key: wedgeKey({ code, key: digit, hasAlt: true, atMs: fromMs + index }) };
      }),
      { type: 'alt-released' },
    ];
    const digits = ['78', '103', '117', '121', '7877', '110'];
    const events = digits.flatMap((number, index) => alt(number, index * 10));
    expect(play([...events, { type: 'timer' }]).codes).toEqual(['Nguyễn']);
  });
});

test('letters that a scanner types as such are not taken for bytes: mending them is not this place’s task', () => {
  expect(type(scan('Nguy\xc3\xaan')).codes).toEqual(['Nguy\xc3\xaan']);
});

describe('a person who types', () => {
  test('makes no code, and the page gets every key', () => {
    const word = person('Nguyen Van A 0123');
    const keys = [...word, enter(endOf(word) + 120)];
    expect(type(keys)).toMatchObject({ codes: [], passed: keys });
  });

  test('may press two or three keys at once', () => {
    const keys = [0, 90, 100, 110, 230, 240, 250, 380, 500, 620].map((atMs, index) => ({
      ...(scannerKeys('nguyenvana')[index] ?? enter(0)),
      atMs,
    }));
    expect(type(keys)).toMatchObject({ codes: [], passed: keys });
  });

  test('may hold a key down', () => {
    const key = wedgeKey({ code: 'KeyA', key: 'a' });
    const keys = [
      key,
      ...Array.from({ length: 40 }, (_, index) => ({ ...key, isRepeat: true, atMs: 500 + index * 30 })),
    ];
    expect(type(keys)).toMatchObject({ codes: [], passed: keys });
  });
});

function newWedgeAfter(keys: readonly WedgeKey[]): { state: WedgeState; effects: WedgeEffect[] } {
  let state = newWedge();
  const effects: WedgeEffect[] = [];
  for (const key of keys) {
    const step = nextWedgeStep(state, { type: 'key', key });
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

/** Keys with the given gaps between them. */
function withGaps(text: string, gapsMs: readonly number[]): WedgeKey[] {
  let atMs = 0;
  return scannerKeys(text).map((key, index) => {
    atMs += index === 0 ? 0 : (gapsMs[(index - 1) % gapsMs.length] ?? 0);
    return { ...key, atMs };
  });
}

describe('any text', () => {
  test('at a scanner’s pace comes through as it is', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: SCANNER_GAP_MS }), { minLength: 1 });
    fc.assert(
      fc.property(SCANNER_TEXT, gaps, (text, gapsMs) => {
        expect(type(withGaps(text, gapsMs)).codes).toEqual([text]);
      }),
    );
  });

  test('comes through Caps Lock, a foreign layout, an input method, held keys and Enter in the middle', () => {
    const shown = fc.constantFrom({}, { isCapsLocked: true }, { key: 'Process' }, { key: 'Dead' }, { key: 'ă' });
    const between = fc.array(fc.constantFrom('Shift', 'CapsLock', 'held', 'Enter', 'F1', 'none'), { minLength: 1 });
    fc.assert(
      fc.property(SCANNER_TEXT, shown, between, fc.boolean(), (text, always, disturbances, isInField) => {
        const keys = scannerKeys(text, { ...always, isInField }).flatMap((key, index): WedgeKey[] => {
          const name = index < LEAST_KEYS ? 'none' : disturbances[index % disturbances.length];
          if (name === 'none' || name === undefined) return [key];
          return [name === 'held' ? { ...key, isRepeat: true } : wedgeKey({ key: name, code: name }), key];
        });
        const foreign = [...text].filter((letter) => /\d/.test(letter)).length;
        fc.pre(foreign > 0 || text.includes('|') || always.key === undefined);
        expect(type(paced(keys, SCANNER_MS)).codes).toEqual([text]);
      }),
    );
  });

  test('comes whole in the end, at whatever moments a busy page let a silence seem to end it', () => {
    const moments = fc.array(fc.integer({ min: LEAST_KEYS, max: 60 }), { maxLength: 6 });
    fc.assert(
      fc.property(SCANNER_TEXT, moments, (text, cuts) => {
        const events = scan(text).flatMap((key, index): WedgeEvent[] =>
          cuts.includes(index) ? [{ type: 'timer' }, { type: 'key', key }] : [{ type: 'key', key }],
        );
        const { codes } = play([...events, { type: 'timer' }]);
        expect(codes.at(-1)).toBe(text);
        expect(new Set(codes).size).toBe(codes.length);
      }),
    );
  });

  test('at a person’s pace never does, and reaches the page whole', () => {
    const gaps = fc.array(fc.integer({ min: HUMAN_GAP_MS + 1, max: 600 }), { minLength: 1 });
    fc.assert(
      fc.property(SCANNER_TEXT, gaps, (text, gapsMs) => {
        const keys = withGaps(text, gapsMs);
        expect(type(keys)).toMatchObject({ codes: [], passed: keys });
      }),
    );
  });
});

test('no person is taken for a scanner, whatever the scanner of the lane is known to do', () => {
  const lesson = fc.record({
    medianMs: fc.nat({ max: 400 }),
    pauseMs: fc.nat({ max: 800 }),
    hasEndKey: fc.boolean(),
  });
  const gaps = fc.array(fc.integer({ min: FASTEST_PERSON_MS + 1, max: 600 }), { minLength: 1 });
  fc.assert(
    fc.property(SCANNER_TEXT, gaps, fc.array(lesson, { maxLength: 8 }), (text, gapsMs, learned) => {
      const keys = withGaps(text, gapsMs);
      expect(type(keys, learned)).toMatchObject({ codes: [], passed: keys });
    }),
  );
});

describe('any text, through an input method that puts accented letters for what it erased,', () => {
  const anyMethod = fc.constantFrom<InputMethod>('telex', 'vni');
  const keysOf = (events: readonly WedgeEvent[]): WedgeEvent[] => {
    let atMs = 0;
    return events.map((event) => {
      atMs += SCANNER_MS;
      return event.type === 'key' ? { type: 'key', key: { ...event.key, atMs } } : event;
    });
  };
  const syllables = fc.array(
    fc.oneof(
      fc.constantFrom('Nguyeenx', 'Ddawngj', 'tieesng', 'Hoangf', 'Nguye64n', 'D9a85ng', 'xoong', 'ass', 'baaa', 'aw1'),
      SCANNER_TEXT,
    ),
    { minLength: 1, maxLength: 6 },
  );

  test('comes through as it is, where the method lets the keys pass first', () => {
    fc.assert(
      fc.property(syllables, anyMethod, (words, method) => {
        const text = `001099${words.join(' ')}`;
        const events = keysOf(interfered(text, { method, takesKeys: false, letsGo: true }));
        expect(play([...events, { type: 'timer' }]).codes).toEqual([text]);
      }),
    );
  });

  test('comes through as it is, where the method takes keys and their letting go is seen', () => {
    fc.assert(
      fc.property(syllables, anyMethod, (words, method) => {
        const text = `001099${words.join(' ')}`.toLowerCase();
        const events = keysOf(interfered(text, { method, takesKeys: true, letsGo: true }));
        expect(play([...events, { type: 'timer' }]).codes).toEqual([text]);
      }),
    );
  });

  test('comes through as it is, where letters are erased and typed again as they were', () => {
    const eraser = fc.constantFrom(
      wedgeKey({ code: 'Backspace', key: 'Backspace' }),
      wedgeKey({ code: 'ArrowLeft', key: 'ArrowLeft', isShifted: true }),
    );
    const again = fc.array(fc.nat({ max: 4 }), { minLength: 1 });
    fc.assert(
      fc.property(SCANNER_TEXT, eraser, again, (text, erase, counts) => {
        const typedOnce = scannerKeys(`001099${text}`);
        const keys = typedOnce.flatMap((key, index) => {
          const count = Math.min(index + 1, counts[index % counts.length] ?? 0);
          const last = typedOnce.slice(index + 1 - count, index + 1);
          return [key, ...last.map(() => erase), ...last];
        });
        expect(type(paced(keys, SCANNER_MS)).codes).toEqual([`001099${text}`]);
      }),
    );
  });

  test('is read as Telex where nothing is seen of a key, but not in a word with figures, where nothing is guessed', () => {
    const typedAs = (text: string) =>
      play([...keysOf(interfered(text, { method: 'telex', takesKeys: true, letsGo: false })), { type: 'timer' }]).codes;
    expect(typedAs('001099|nguyeenx vaan a')).toEqual(['001099|nguyeenx vaan a']);
    expect(typedAs('001099|c3af4e')).toEqual(['001099|c3à4e']);
  });
});

const anyKey = fc
  .record({
    key: fc.constantFrom('a', 'A', '1', '|', 'ễ', 'Enter', 'Tab', 'Backspace', 'Shift', 'Process', 'F1', 'Alt'),
    code: fc.constantFrom('KeyA', 'Digit1', 'Backslash', 'Enter', '', 'Numpad5', 'KeyJ'),
    isShifted: fc.boolean(),
    isCapsLocked: fc.boolean(),
    hasControl: fc.boolean(),
    hasAlt: fc.boolean(),
    isAltGraph: fc.boolean(),
    isRepeat: fc.boolean(),
    isInField: fc.boolean(),
  })
  .chain((key) => fc.integer({ min: 0, max: 200 }).map((gapMs) => ({ key, gapMs })));

test('whatever is pressed, no code is empty or too long, and only what was marked is restored', () => {
  const events = fc.array(
    fc.oneof({ weight: 12, arbitrary: anyKey }, fc.constantFrom('timer', 'alt-released', 'cut-off')),
    {
      maxLength: 120,
    },
  );
  fc.assert(
    fc.property(events, (some) => {
      let state = newWedge();
      let atMs = 0;
      let isMarked = false;
      for (const one of some) {
        if (typeof one !== 'string') atMs += one.gapMs;
        const event =
          typeof one === 'string' ? ({ type: one } as WedgeEvent) : { type: 'key' as const, key: { ...one.key, atMs } };
        const step = nextWedgeStep(state, event);
        state = step.state;
        for (const effect of step.effects) {
          if (effect.type === 'mark') isMarked = true;
          if (effect.type === 'restore') expect(isMarked).toBe(true);
          if (effect.type === 'hand-over') expect(effect.text.length).toBeGreaterThan(0);
          if (effect.type === 'hand-over') expect(effect.text.length).toBeLessThanOrEqual(MAX_CODE_LENGTH + 1);
        }
      }
    }),
  );
});
