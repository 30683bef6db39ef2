/** What is `npm run bench:decode` asked for? */

import { parseArgs } from 'node:util';

export type AskedIndex = {
  readonly mode: 'index';
  readonly indexPath: string;
  readonly rootDir: string;
  /** The first so many pictures only; `null` = all. */
  readonly limit: number | null;
  readonly wantsJson: boolean;
};

export type AskedGate = {
  readonly mode: 'gate';
  readonly seed: number;
  /** How many frames. */
  readonly count: number;
  /** How many persons who bring a code and hold it. */
  readonly presentations: number;
  readonly wantsJson: boolean;
};

export type Asked = AskedIndex | AskedGate | { readonly mode: 'refused'; readonly message: string };

export const USAGE = [
  'npm run bench:decode -- --index FILE.jsonl --root DIR [--limit N] [--json]',
  'npm run bench:decode -- --gate [--seed N] [--count N] [--moving] [--json]',
].join('\n');

const DEFAULT_SEED = 1;
/** About three minutes, most of them jsQR's. */
const DEFAULT_COUNT = 150;

/** A few always; with `--moving` so many that a single one counts 2 %. */
const FEW_PRESENTATIONS = 5;
const MANY_PRESENTATIONS = 48;

const OPTIONS = {
  index: { type: 'string' },
  root: { type: 'string' },
  limit: { type: 'string' },
  gate: { type: 'boolean', default: false },
  seed: { type: 'string' },
  count: { type: 'string' },
  moving: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

export function readArguments(words: readonly string[]): Asked {
  try {
    const { values } = parseArgs({ args: [...words], options: OPTIONS });
    if (values.gate && values.index !== undefined) return refused('--index and --gate are two runs');
    if (values.gate) return gateOf(values);
    if (values.index === undefined) return refused('--index or --gate is missing');
    return indexOf(values.index, values);
  } catch (error) {
    // An option that is not there, or one without its value: parseArgs tells by throwing.
    return refused(error instanceof Error ? error.message : String(error));
  }
}

function indexOf(indexPath: string, { root, limit, seed, count, moving, json }: Values): Asked {
  if (root === undefined) return refused('--root is missing: the folder that the index names its files from');
  if (seed !== undefined || count !== undefined || moving)
    return refused('--seed, --count and --moving go with --gate');
  const most = wholeNumber(limit);
  if (most === 'bad') return refused('--limit wants a positive whole number');
  return { mode: 'index', indexPath, rootDir: root, limit: most, wantsJson: json };
}

function gateOf({ root, limit, seed: seedText, count: countText, moving, json }: Values): Asked {
  if (root !== undefined || limit !== undefined) return refused('--root and --limit go with --index');
  const [seed, count] = [wholeNumber(seedText), wholeNumber(countText)];
  if (seed === 'bad') return refused('--seed wants a positive whole number');
  if (count === 'bad') return refused('--count wants a positive whole number');
  const presentations = moving ? MANY_PRESENTATIONS : FEW_PRESENTATIONS;
  return { mode: 'gate', seed: seed ?? DEFAULT_SEED, count: count ?? DEFAULT_COUNT, presentations, wantsJson: json };
}

function refused(why: string): Asked {
  return { mode: 'refused', message: `${why}\n${USAGE}` };
}

function wholeNumber(text: string | undefined): number | null | 'bad' {
  if (text === undefined) return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 'bad';
}
