/** What is said of one thing that was looked at: which, how it is, in which words, with which figures? */

/** What is looked at. Programs know a check by its word: the log, the collector, a printed report. */
export const CHECKS = [
  'node',
  'display',
  'screen',
  'decoder',
  'clock',
  'time-zone',
  'data-folder',
  'disk',
  'disk-writes',
  'log',
  'chain',
  'backup',
  'settings',
  'keys',
  'authority-key',
  'tracing-key',
  'trust-lists',
  'roster',
  'collector',
  'outbox',
  'printer',
  'memory',
  'temperature',
  'power',
  'serial-ports',
  'serial-rights',
  'scanner-mode',
  'cameras',
  'lane',
  'reader',
  'camera',
  'sound',
  'barrier',
] as const;
export type Check = (typeof CHECKS)[number];

/** Sentences for what is as it should be; nothing is to be done. */
export const GOOD_WORDS = [
  'node-enough',
  'display-there',
  'screen-electron',
  'screen-browser',
  'decoder-starts',
  'clock-compared',
  'clock-alone',
  'zone-vietnam',
  'folder-writable',
  'folder-will-be-made',
  'disk-free',
  'disk-unknown',
  'writes-quick',
  'log-whole',
  'log-none',
  'log-to-recover',
  'chain-whole',
  'chain-empty',
  'backup-fresh',
  'backup-none',
  'settings-valid',
  'keys-there',
  'keys-will-be-made',
  'authority-none',
  'authority-valid',
  'tracing-none',
  'tracing-valid',
  'lists-none',
  'lists-fresh',
  'roster-none',
  'roster-there',
  'collector-none',
  'collector-answers',
  'outbox-sent',
  'outbox-waiting',
  'printer-there',
  'printer-none',
  'printer-not-asked',
  'memory-free',
  'temperature-cool',
  'power-mains',
  'power-charging',
  'ports-known',
  'ports-some',
  'ports-not-wanted',
  'rights-given',
  'cameras-there',
  'cameras-not-wanted',
  'reader-ready',
  'reader-read',
  'wedge-untried',
  'picture-good',
  'sound-heard',
  'barrier-ready',
] as const;
export type GoodWord = (typeof GOOD_WORDS)[number];

/** Sentences for what is not, each with one of what to do. */
export const TROUBLE_WORDS = [
  'node-old',
  'display-none',
  'screen-none',
  'decoder-fails',
  'clock-impossible',
  'clock-off',
  'clock-set',
  'clock-unsure',
  'zone-other',
  'folder-closed',
  'disk-low',
  'disk-full',
  'writes-slow',
  'writes-fail',
  'log-newer',
  'log-damaged',
  'log-failing',
  'log-restored',
  'log-begun-anew',
  'log-copied',
  'chain-broken',
  'backup-old',
  'backup-failing',
  'settings-unreadable',
  'keys-lost',
  'keys-unreadable',
  'authority-expiring',
  'authority-without',
  'tracing-expiring',
  'tracing-without',
  'lists-stale',
  'lists-damaged',
  'roster-old',
  'collector-silent',
  'collector-tls',
  'collector-refuses',
  'outbox-old',
  'outbox-returned',
  'memory-low',
  'temperature-hot',
  'power-battery',
  'power-empty',
  'ports-absent',
  'ports-none',
  'rights-missing',
  'mode-wrong',
  'cameras-none',
  'cameras-closed',
  'lane-without-reader',
  'reader-lost',
  'reader-starting',
  'reader-babbling',
  'reader-untried',
  'reader-silent',
  'reader-unreadable',
  'reader-garbled',
  'picture-none',
  'picture-black',
  'picture-frozen',
  'picture-dim',
  'picture-glare',
  'picture-blurred',
  'picture-small',
  'picture-slow',
  'sound-muted',
  'sound-locked',
  'sound-no-output',
  'sound-not-heard',
  'sound-untried',
  'barrier-out-of-order',
] as const;
export type TroubleWord = (typeof TROUBLE_WORDS)[number];

/** What was measured, by the names that the sentence has for it; a unit is part of the sentence. */
export type Values = Readonly<Record<string, number | string>>;

type OfOne = {
  readonly check: Check;
  /** Which reader or lane, where there are several; `null` where there is one. */
  readonly of: string | null;
  readonly values: Values;
};

/** `bad`: the gate cannot do its work. `doubtful`: it can, with less than it might, or somebody should look. */
export type Finding = OfOne &
  (
    | { readonly state: 'good'; readonly word: GoodWord }
    | { readonly state: 'doubtful' | 'bad'; readonly word: TroubleWord }
  );

export function good(check: Check, word: GoodWord, values: Values = {}, of: string | null = null): Finding {
  return { check, of, state: 'good', word, values };
}

export function doubtful(check: Check, word: TroubleWord, values: Values = {}, of: string | null = null): Finding {
  return { check, of, state: 'doubtful', word, values };
}

export function bad(check: Check, word: TroubleWord, values: Values = {}, of: string | null = null): Finding {
  return { check, of, state: 'bad', word, values };
}

/** In one glance: may people be let in with it? */
export const RESULTS = ['ready', 'doubts', 'not-ready'] as const;
export type Result = (typeof RESULTS)[number];

/** As the gravest of them is. */
export function resultOf(findings: readonly Pick<Finding, 'state'>[]): Result {
  if (findings.some(({ state }) => state === 'bad')) return 'not-ready';
  return findings.some(({ state }) => state === 'doubtful') ? 'doubts' : 'ready';
}
