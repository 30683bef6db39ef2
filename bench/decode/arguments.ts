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

export type Asked = AskedIndex | { readonly mode: 'refused'; readonly message: string };

export const USAGE = 'npm run bench:decode -- --index FILE.jsonl --root DIR [--limit N] [--json]';

const OPTIONS = {
  index: { type: 'string' },
  root: { type: 'string' },
  limit: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export function readArguments(words: readonly string[]): Asked {
  try {
    const { values } = parseArgs({ args: [...words], options: OPTIONS });
    const wantsJson = values.json;
    if (values.index === undefined) return refused('--index is missing');
    if (values.root === undefined) return refused('--root is missing: the folder that the index names its files from');
    const limit = wholeNumber(values.limit);
    if (limit === 'bad') return refused('--limit wants a positive whole number');
    return { mode: 'index', indexPath: values.index, rootDir: values.root, limit, wantsJson };
  } catch (error) {
    // An option that is not there, or one without its value: parseArgs tells by throwing.
    return refused(error instanceof Error ? error.message : String(error));
  }
}

function refused(why: string): Asked {
  return { mode: 'refused', message: `${why}\n${USAGE}` };
}

function wholeNumber(text: string | undefined): number | null | 'bad' {
  if (text === undefined) return null;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : 'bad';
}
