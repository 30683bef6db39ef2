/** Which pictures are to be read, and what do they say? */

import { z } from 'zod';
import type { Truth } from './judge.ts';

/** A line of the index; what else it says about its picture (source, licence, size) is not needed here. */
const lineShape = z.object({
  file: z.string().min(1),
  category: z.string().min(1).default('all'),
  expected: z.array(z.string()).default([]),
  negative: z.boolean().default(false),
});

export type IndexedPicture = {
  readonly line: number;
  /** Its path below the root of the set. */
  readonly file: string;
  readonly category: string;
  readonly truth: Truth;
};

export type Problem = { readonly line: number; readonly reason: string };

/**
 * One JSON object a line: `{"file", "category", "expected": [texts], "negative"}`. A negative picture holds no code. One
 * that is not negative and has no text is unlabelled: nobody knows what it says. A bad line costs nothing but itself.
 */
export function readIndex(text: string): { readonly pictures: IndexedPicture[]; readonly problems: Problem[] } {
  const pictures: IndexedPicture[] = [];
  const problems: Problem[] = [];
  for (const [index, lineText] of text.split('\n').entries()) {
    if (lineText.trim() === '') continue;
    const line = index + 1;
    const shaped = shapeOf(lineText);
    if (typeof shaped === 'string') problems.push({ line, reason: shaped });
    else pictures.push({ line, ...shaped });
  }
  return { pictures, problems };
}

function shapeOf(lineText: string): Omit<IndexedPicture, 'line'> | string {
  const json = parseJson(lineText);
  if (json === undefined) return 'is no JSON';
  const parsed = lineShape.safeParse(json);
  if (!parsed.success)
    return `says nothing usable in: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`;
  const { file, category, expected, negative } = parsed.data;
  if (negative && expected.length > 0) return 'is negative and has a text';
  return { file, category, truth: truthOf(expected, negative) };
}

function truthOf(texts: readonly string[], isNegative: boolean): Truth {
  if (isNegative) return { kind: 'negative' };
  return texts.length === 0 ? { kind: 'unlabelled' } : { kind: 'labelled', texts };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // JSON.parse's only way to say so.
    return undefined;
  }
}
