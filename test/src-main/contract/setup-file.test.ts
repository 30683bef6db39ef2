import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import {
  isWholeSetup,
  MAX_SETUP_FILE_BYTES,
  mergeSetup,
  parseSetup,
  setupFileOf,
  stepsCovered,
} from '../../../src-main/contract/setup-file.ts';

const NOW = defaultSettings();

function fileWith(content: object): string {
  return JSON.stringify({ format: 'gac-cong-setup', version: 1, ...content });
}

function merged(content: object) {
  const parsed = parseSetup(fileWith({ settings: content }));
  if (parsed.type === 'refused') return parsed;
  return mergeSetup(NOW, parsed.file);
}

describe('a setup file', () => {
  test('changes what it names and nothing else', () => {
    const answer = merged({ venue: { kind: 'hospital' }, retention: { days: 21 } });
    expect(answer).toEqual({
      type: 'merged',
      settings: {
        ...NOW,
        venue: { ...NOW.venue, kind: 'hospital' },
        retention: { ...NOW.retention, days: 21 },
      },
    });
  });

  test('replaces lists as a whole', () => {
    const lanes = [{ id: 'lane-9', name: 'Cổng 9', direction: 'out' }];
    expect(merged({ lanes, readers: [] })).toMatchObject({ type: 'merged', settings: { lanes, readers: [] } });
  });

  test('is refused as a whole where one setting is wrong, with its name', () => {
    expect(merged({ retention: { days: 0 }, venue: { kind: 'office' } })).toEqual({
      type: 'refused',
      field: 'retention.days',
    });
    expect(merged({ lanes: [{ id: 'lane-9', name: 'Cổng 9', direction: 'in' }] })).toEqual({
      type: 'refused',
      field: 'readers',
    });
    expect(merged({ rules: { surprise: true } })).toMatchObject({ type: 'refused' });
  });

  test('can join no collector by its address, nor say that a setup is done', () => {
    for (const settings of [{ collector: { url: 'https://thu.example', name: 'x' } }, { setup: { doneAtUtcMs: 1 } }]) {
      expect(parseSetup(fileWith({ settings }))).toEqual({ type: 'refused', reason: 'not-a-setup-file' });
    }
  });

  test('of a later version is told from one that is none', () => {
    expect(parseSetup(fileWith({ version: 2, more: 1 }))).toEqual({ type: 'refused', reason: 'other-version' });
    expect(parseSetup('{}')).toEqual({ type: 'refused', reason: 'not-a-setup-file' });
    expect(parseSetup('Vé xe số 12')).toEqual({ type: 'refused', reason: 'not-a-setup-file' });
    expect(parseSetup(`\uFEFF${fileWith({})}`)).toMatchObject({ type: 'parsed' });
  });

  test('has a largest size', () => {
    const text = fileWith({ note: 'x' });
    expect(parseSetup(text.padEnd(MAX_SETUP_FILE_BYTES))).toMatchObject({ type: 'parsed' });
    expect(parseSetup(text.padEnd(MAX_SETUP_FILE_BYTES + 1))).toEqual({ type: 'refused', reason: 'too-large' });
  });

  test('never makes settings that the gate would not take, whatever is in it', () => {
    const anything = fc.dictionary(
      fc.constantFrom('venue', 'lanes', 'readers', 'rules', 'screen', 'retention', '__proto__', 'constructor'),
      fc.anything({ withNullPrototype: true, maxDepth: 3 }),
    );
    fc.assert(
      fc.property(anything, fc.jsonValue(), (settings, extra) => {
        for (const text of [fileWith({ settings }), JSON.stringify(extra)]) {
          const parsed = parseSetup(text);
          if (parsed.type === 'refused') continue;
          const answer = mergeSetup(NOW, parsed.file);
          if (answer.type === 'merged') expect(answer.settings.lanes.length).toBeGreaterThan(0);
        }
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
    );
    const inherited = parseSetup('{"format":"gac-cong-setup","version":1,"settings":{"__proto__":{"lanes":[]}}}');
    if (inherited.type === 'parsed') {
      expect(mergeSetup(NOW, inherited.file)).toEqual({ type: 'merged', settings: NOW });
    }
    expect(parseSetup(`{"format":"gac-cong-setup","version":1,"settings":${'['.repeat(30_000)}`)).toMatchObject({
      type: 'refused',
    });
  });
});

describe('this gate for others', () => {
  const mine = {
    ...NOW,
    venue: { ...NOW.venue, name: 'Nhà máy Thử', unit: [{ level: 'province' as const, name: 'Hà Nội' }] },
    collector: { url: 'https://thu.example', name: 'Máy thu' },
    network: { ...NOW.network, proxy: 'http://ten:matkhau@10.0.0.1:8080' },
    retention: { days: 14, warnDays: 2 },
  };

  test('makes another gate like it, without collector and passwords', () => {
    const text = JSON.stringify(setupFileOf(mine, [], null));
    expect(text).not.toContain('matkhau');
    expect(text).not.toContain('thu.example');
    const parsed = parseSetup(text);
    if (parsed.type === 'refused') throw new Error(parsed.reason);
    expect(isWholeSetup(parsed.file)).toBe(true);
    expect(mergeSetup(NOW, parsed.file)).toEqual({
      type: 'merged',
      settings: { ...mine, collector: null, network: NOW.network },
    });
  });

  test('believes the same releases and settings from afar, whose keys are public', () => {
    const [ofReleases, ofSettings] = ['r'.repeat(43), 's'.repeat(43)];
    const file = setupFileOf({ ...mine, updates: { ...mine.updates, keys: [ofReleases] } }, [], ofSettings);
    const parsed = parseSetup(JSON.stringify(file));
    expect(parsed).toMatchObject({ file: { settingsKey: ofSettings, settings: { updates: { keys: [ofReleases] } } } });
    expect(setupFileOf(mine, [], null)).not.toHaveProperty('settingsKey');
  });

  test('leaves out what each gate is asked for', () => {
    const file = setupFileOf(mine, ['name', 'lanes'], null);
    expect(isWholeSetup(file)).toBe(false);
    expect(stepsCovered(file)).toEqual(['language', 'retention']);
    expect(mergeSetup({ ...NOW, venue: { ...NOW.venue, name: 'Kho Thử' } }, file)).toMatchObject({
      settings: { venue: { name: 'Kho Thử', unit: mine.venue.unit }, retention: { days: 14 } },
    });
  });
});
