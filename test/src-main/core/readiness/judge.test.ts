import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../../src-main/core/readiness/finding.ts';
import { CHECKS, GOOD_WORDS, resultOf, TROUBLE_WORDS } from '../../../../src-main/core/readiness/finding.ts';
import type { Facts } from '../../../../src-main/core/readiness/judge.ts';
import { judge } from '../../../../src-main/core/readiness/judge.ts';
import { TRIALS } from '../../../../src-main/core/readiness/judge-readers.ts';

const NOW_UTC_MS = Date.UTC(2026, 10, 29, 1, 0);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const PICTURE = {
  width: 1_280,
  height: 720,
  framesPerSecond: 30,
  meanLevel: 120,
  sharpness: 0.5,
  glareShare: 0,
  isBlack: false,
};
const CAMERA = {
  id: 'camera-1',
  laneId: 'lane-1',
  kind: 'camera',
  state: 'ready',
  trouble: null,
  codes: 0,
  trial: 'read',
} as const;

/** A gate that nothing is amiss with, tested by a guard. */
const WELL = {
  nowUtcMs: NOW_UTC_MS,
  clock: { wallUtcMs: NOW_UTC_MS, offsetMs: 800, wasSet: false, isUnsure: false },
  data: {
    folder: 'writable',
    freeBytes: 60_000_000_000,
    writeMs: 4.2,
    log: 'sound',
    chain: { links: 256, broken: 0 },
    settings: 'ok',
    live: {
      isLogFailing: false,
      damagedLog: 'none',
      isLogCopied: false,
      backup: { state: 'ok', lastAtUtcMs: NOW_UTC_MS - 60_000 },
    },
  },
  keys: {
    device: 'there',
    authority: { type: 'valid', untilUtcMs: NOW_UTC_MS + 60 * DAY_MS },
    tracing: { type: 'none' },
    trust: { lists: 2, isDamaged: false, isStale: false, oldestAtUtcMs: NOW_UTC_MS - 5 * HOUR_MS },
    roster: { isUsed: true, newestAtUtcMs: NOW_UTC_MS - 3 * DAY_MS },
  },
  collector: {
    answer: { type: 'answers', ms: 31.4 },
    isEncrypted: true,
    outbox: {
      pending: 0,
      oldestPendingAtUtcMs: null,
      quarantined: 0,
      lastAcknowledgedAtUtcMs: NOW_UTC_MS - 120_000,
      isRefused: false,
    },
  },
  machine: {
    zone: { name: 'Asia/Ho_Chi_Minh', offsetMinutes: 420 },
    freeMemoryBytes: 2_000_000_000,
    celsius: 51.2,
    battery: { percent: 80, isOnMains: true },
    printers: 1,
  },
  program: null,
  devices: null,
  lanes: {
    lanes: [{ id: 'lane-1', name: 'Cổng 1' }],
    readers: [CAMERA],
    barriers: [{ laneId: 'lane-1', isOutOfOrder: false }],
  },
  cameras: [{ readerId: 'camera-1', picture: PICTURE }],
  sound: { silence: null, volumePercent: 80, heard: 'heard' },
} as const satisfies Facts;

const amiss = (facts: Facts): string[] =>
  judge(facts)
    .filter(({ state }) => state !== 'good')
    .map(({ state, check, word }) => `${state} ${check}: ${word}`);
const wordOf = (facts: Facts, check: string): string | undefined =>
  judge(facts).find((finding) => finding.check === check)?.word;

test('a gate with which nothing is amiss is ready, and each line says what was measured', () => {
  expect(amiss(WELL)).toEqual([]);
  expect(resultOf(judge(WELL))).toBe('ready');
  const values = Object.fromEntries(judge(WELL).map(({ check, values: measured }) => [check, measured]));
  expect(values).toMatchObject({
    clock: { time: '08:00 29/11/2026', seconds: 1 },
    disk: { gigabytes: 60 },
    'disk-writes': { ms: 4 },
    chain: { links: 256 },
    'authority-key': { days: 60 },
    'trust-lists': { lists: 2, hours: 5 },
    collector: { ms: 31, line: 'https' },
    temperature: { celsius: 51 },
    camera: { width: 1_280, height: 720, fps: 30, light: 47, sharp: 50 },
  });
});

const { data, keys, collector, machine, lanes } = WELL;
const readers = (...some: object[]): Facts =>
  ({ ...WELL, lanes: { ...lanes, readers: some.map((each) => ({ ...CAMERA, ...each })) } }) as Facts;
const picture = (part: object): Facts => ({
  ...WELL,
  cameras: [{ readerId: 'camera-1', picture: { ...PICTURE, ...part } }],
});
const live = (part: object): Facts => ({ ...WELL, data: { ...data, live: { ...data.live, ...part } } });
const outbox = (part: object): Facts => ({
  ...WELL,
  collector: { ...collector, outbox: { ...collector.outbox, ...part } },
});

const AMISS: readonly (readonly [string, Facts])[] = [
  ['bad clock: clock-impossible', { ...WELL, clock: { ...WELL.clock, wallUtcMs: 0 } }],
  ['doubtful clock: clock-off', { ...WELL, clock: { ...WELL.clock, offsetMs: -61_000 } }],
  ['doubtful clock: clock-set', { ...WELL, clock: { ...WELL.clock, wasSet: true } }],
  ['doubtful clock: clock-unsure', { ...WELL, clock: { ...WELL.clock, isUnsure: true } }],
  ['doubtful time-zone: zone-other', { ...WELL, machine: { ...machine, zone: { name: 'UTC', offsetMinutes: 0 } } }],
  ['bad data-folder: folder-closed', { ...WELL, data: { ...data, folder: 'closed' } }],
  ['doubtful disk: disk-low', { ...WELL, data: { ...data, freeBytes: 900_000_000 } }],
  ['bad disk: disk-full', { ...WELL, data: { ...data, freeBytes: 40_000_000 } }],
  ['doubtful disk-writes: writes-slow', { ...WELL, data: { ...data, writeMs: 900 } }],
  ['bad disk-writes: writes-fail', { ...WELL, data: { ...data, writeMs: 'failed' } }],
  ['bad log: log-damaged', { ...WELL, data: { ...data, log: 'damaged' } }],
  ['bad log: log-newer', { ...WELL, data: { ...data, log: 'newer' } }],
  ['bad log: log-failing', live({ isLogFailing: true })],
  ['doubtful log: log-restored', live({ damagedLog: 'restored' })],
  ['doubtful log: log-copied', live({ isLogCopied: true })],
  ['bad chain: chain-broken', { ...WELL, data: { ...data, chain: { links: 256, broken: 1 } } }],
  ['doubtful backup: backup-failing', live({ backup: { state: 'failing', lastAtUtcMs: NOW_UTC_MS } })],
  ['doubtful backup: backup-old', live({ backup: { state: 'ok', lastAtUtcMs: NOW_UTC_MS - 25 * HOUR_MS } })],
  ['bad settings: settings-unreadable', { ...WELL, data: { ...data, settings: 'unreadable' } }],
  ['doubtful keys: keys-lost', { ...WELL, keys: { ...keys, device: 'lost' } }],
  ['bad keys: keys-unreadable', { ...WELL, keys: { ...keys, device: 'unreadable' } }],
  ['doubtful authority-key: authority-without', { ...WELL, keys: { ...keys, authority: { type: 'without' } } }],
  [
    'doubtful tracing-key: tracing-expiring',
    { ...WELL, keys: { ...keys, tracing: { type: 'expiring', untilUtcMs: NOW_UTC_MS + DAY_MS } } },
  ],
  ['doubtful trust-lists: lists-stale', { ...WELL, keys: { ...keys, trust: { ...keys.trust, isStale: true } } }],
  ['bad trust-lists: lists-damaged', { ...WELL, keys: { ...keys, trust: { ...keys.trust, isDamaged: true } } }],
  [
    'doubtful roster: roster-old',
    { ...WELL, keys: { ...keys, roster: { isUsed: true, newestAtUtcMs: NOW_UTC_MS - 100 * DAY_MS } } },
  ],
  ['doubtful collector: collector-silent', { ...WELL, collector: { ...collector, answer: { type: 'silent' } } }],
  ['doubtful collector: collector-tls', { ...WELL, collector: { ...collector, answer: { type: 'tls' } } }],
  ['doubtful collector: collector-refuses', outbox({ isRefused: true })],
  ['doubtful outbox: outbox-old', outbox({ pending: 3, oldestPendingAtUtcMs: NOW_UTC_MS - 2 * HOUR_MS })],
  ['doubtful outbox: outbox-returned', outbox({ quarantined: 2 })],
  ['doubtful memory: memory-low', { ...WELL, machine: { ...machine, freeMemoryBytes: 90_000_000 } }],
  ['doubtful temperature: temperature-hot', { ...WELL, machine: { ...machine, celsius: 95 } }],
  ['doubtful power: power-battery', { ...WELL, machine: { ...machine, battery: { percent: 60, isOnMains: false } } }],
  ['bad power: power-empty', { ...WELL, machine: { ...machine, battery: { percent: 9, isOnMains: false } } }],
  ['bad reader: reader-lost', readers({ state: 'lost', trouble: 'unplugged', trial: 'skipped' })],
  ['doubtful reader: reader-babbling', readers({ state: 'babbling' })],
  ['doubtful reader: reader-silent', readers({ trial: 'none' })],
  ['doubtful reader: reader-untried', readers({ trial: 'skipped' })],
  ['doubtful reader: reader-unreadable', readers({ trial: 'unread' })],
  ['doubtful reader: reader-garbled', readers({ trial: 'garbled' })],
  ['bad camera: picture-none', { ...WELL, cameras: [{ readerId: 'camera-1', picture: null }] }],
  ['bad camera: picture-black', picture({ isBlack: true, meanLevel: 3 })],
  ['bad camera: picture-frozen', picture({ framesPerSecond: 0 })],
  ['doubtful camera: picture-dim', picture({ meanLevel: 30 })],
  ['doubtful camera: picture-glare', picture({ glareShare: 0.4 })],
  ['doubtful camera: picture-blurred', picture({ sharpness: 0.05 })],
  ['doubtful camera: picture-small', picture({ width: 320, height: 240 })],
  ['doubtful camera: picture-slow', picture({ framesPerSecond: 3 })],
  ['doubtful sound: sound-not-heard', { ...WELL, sound: { ...WELL.sound, heard: 'not-heard' } }],
  ['doubtful sound: sound-untried', { ...WELL, sound: { ...WELL.sound, heard: 'skipped' } }],
  ['doubtful sound: sound-muted', { ...WELL, sound: { ...WELL.sound, silence: 'muted' } }],
  ['doubtful sound: sound-no-output', { ...WELL, sound: { ...WELL.sound, silence: 'no-output' } }],
];

test.each(AMISS)('%s, and nothing else', (expected, facts) => {
  expect(amiss(facts)).toEqual([expected]);
  expect(resultOf(judge(facts))).toBe(expected.startsWith('bad') ? 'not-ready' : 'doubts');
});

describe('a lane', () => {
  test('without a reader lets nobody in by itself', () => {
    const facts: Facts = { ...WELL, lanes: { ...lanes, readers: [] } };
    expect(amiss(facts)).toEqual(['bad lane: lane-without-reader']);
  });

  test('goes on with the reader that is left, but not with a keyboard scanner that nobody has seen read', () => {
    const lost = { id: 'serial-1', kind: 'serial', state: 'lost', trouble: 'unplugged', trial: 'skipped' };
    const wedge = { id: 'wedge-1', kind: 'wedge', trial: 'skipped' };
    expect(amiss(readers(lost, {}))).toEqual(['doubtful reader: reader-lost']);
    expect(amiss(readers(lost, wedge))).toContain('bad reader: reader-lost');
    expect(amiss(readers(lost, { ...wedge, codes: 12 }))).toContain('doubtful reader: reader-lost');
  });

  test('is not doubted for a keyboard scanner that it may never have had', () => {
    const wedge = { id: 'wedge-1', kind: 'wedge', trial: 'skipped' };
    expect(amiss(readers({}, wedge))).toEqual([]);
    expect(amiss(readers(wedge))).toEqual(['doubtful reader: reader-untried']);
  });
});

describe('a machine without a gate', () => {
  const port = { path: '/dev/ttyACM0', scanner: 'Honeywell', isThere: true, mayOpen: true };
  const devices = {
    isLinux: true,
    readers: [{ kind: 'serial' }],
    ports: [port],
    absentPaths: [],
    wrongMode: [],
    cameras: [],
  } as const;
  const program = {
    node: { version: '24.21.0', isEnough: true },
    hasDisplay: true,
    shell: { type: 'browser' },
    doesDecoderStart: true,
  } as const;
  const base: Facts = {
    ...WELL,
    lanes: null,
    cameras: [],
    sound: null,
    data: { ...data, live: null },
    devices,
    program,
  };

  test('is judged by the same words', () => expect(amiss(base)).toEqual([]));

  test.each([
    ['bad serial-ports: ports-absent', { devices: { ...devices, absentPaths: ['/dev/ttyUSB9'] } }],
    ['bad serial-ports: ports-none', { devices: { ...devices, ports: [] } }],
    ['bad serial-rights: rights-missing', { devices: { ...devices, ports: [{ ...port, mayOpen: false }] } }],
    ['doubtful scanner-mode: mode-wrong', { devices: { ...devices, wrongMode: [{ name: 'X', mode: 'keyboard' }] } }],
    ['bad cameras: cameras-closed', { devices: { ...devices, cameras: [{ path: '/dev/video0', mayOpen: false }] } }],
    ['doubtful cameras: cameras-none', { devices: { ...devices, readers: [{ kind: 'serial' }, { kind: 'camera' }] } }],
    ['bad node: node-old', { program: { ...program, node: { version: '20.11.0', isEnough: false } } }],
    ['doubtful display: display-none', { program: { ...program, hasDisplay: false } }],
    ['bad screen: screen-none', { program: { ...program, shell: null } }],
    ['doubtful decoder: decoder-fails', { program: { ...program, doesDecoderStart: false } }],
  ])('%s', (expected, part) => expect(amiss({ ...base, ...part } as Facts)).toEqual([expected]));

  test('a scanner that types is no fault where a keyboard reader is wanted', () => {
    const wanted = { ...devices, readers: [{ kind: 'wedge' }], wrongMode: [{ name: 'X', mode: 'keyboard' }] } as const;
    expect(wordOf({ ...base, devices: wanted }, 'scanner-mode')).toBeUndefined();
  });
});

test('a gate that works alone, without second copy, printer, battery and lists, lacks nothing', () => {
  const alone: Facts = {
    ...live({ backup: { state: 'none', lastAtUtcMs: null } }),
    collector: { answer: null, isEncrypted: false, outbox: null },
    keys: { ...keys, authority: { type: 'none' }, trust: { ...keys.trust, lists: 0 }, roster: null },
    machine: { ...machine, celsius: null, battery: null, printers: null },
  };
  expect(amiss(alone)).toEqual([]);
});

test('whatever was seen, it is judged: known words, plain figures, and the worst of all is the result', () => {
  const seen = fc.record({
    wallUtcMs: fc.double({ min: -1e13, max: 1e13, noNaN: true }),
    offsetMs: fc.option(fc.integer()),
    freeBytes: fc.option(fc.double({ min: 0, max: 1e15, noNaN: true })),
    writeMs: fc.oneof(fc.constant(null), fc.constant('failed' as const), fc.double({ min: 0, max: 1e6, noNaN: true })),
    trials: fc.array(fc.constantFrom(...TRIALS, null), { maxLength: 6 }),
    states: fc.array(fc.constantFrom('starting', 'ready', 'babbling', 'lost'), { minLength: 6, maxLength: 6 }),
    kinds: fc.array(fc.constantFrom('serial', 'camera', 'wedge', 'simulated'), { minLength: 6, maxLength: 6 }),
    meanLevel: fc.double({ min: 0, max: 255, noNaN: true }),
    framesPerSecond: fc.double({ min: 0, max: 240, noNaN: true }),
  });
  fc.assert(
    fc.property(seen, ({ wallUtcMs, offsetMs, freeBytes, writeMs, trials, states, kinds, ...shown }) => {
      const findings: readonly Finding[] = judge({
        ...picture(shown),
        nowUtcMs: wallUtcMs,
        clock: { ...WELL.clock, wallUtcMs, offsetMs },
        data: { ...data, freeBytes, writeMs },
        lanes: {
          ...lanes,
          readers: trials.map((trial, index) => ({
            ...CAMERA,
            id: `reader-${index}`,
            trial,
            state: states[index] ?? 'ready',
            kind: kinds[index] ?? 'serial',
          })),
        },
      });
      for (const { check, state, word, values } of findings) {
        expect(CHECKS).toContain(check);
        expect(state === 'good' ? GOOD_WORDS : TROUBLE_WORDS).toContain(word);
        for (const value of Object.values(values))
          expect(typeof value === 'string' || Number.isFinite(value)).toBe(true);
      }
      const states_ = findings.map(({ state }) => state);
      const worst = states_.includes('bad') ? 'not-ready' : states_.includes('doubtful') ? 'doubts' : 'ready';
      expect(resultOf(findings)).toBe(worst);
    }),
  );
});
