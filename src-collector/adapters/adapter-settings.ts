/** To which systems are entries passed on, by the file that `COLLECTOR_ADAPTERS` names? */

import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import type { Adapter } from './adapter.ts';
import { field } from './adapter.ts';
import { fileAdapter } from './file-adapter.ts';
import { httpAdapter } from './http-adapter.ts';

export type AdapterSettings = {
  readonly adapters: readonly Adapter[];
  /** That entries are not passed on to any more, and what waits for them is let go of. */
  readonly ended: readonly string[];
};

export const NO_ADAPTERS: AdapterSettings = { adapters: [], ended: [] };

const name = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'small letters, digits and hyphens, at most 40');
const include = z.array(field).default([]);
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;

const settings = z.strictObject({
  adapters: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('files'),
          name,
          folder: z.string().refine(isAbsolute, 'a whole path'),
          include,
        }),
        z.strictObject({
          kind: z.literal('http'),
          name,
          url: z
            .url({ protocol: /^https?$/ })
            .max(500)
            .refine((url) => url.startsWith('https:') || LOOPBACK.test(url), 'https, or this machine'),
          /** The name of a variable: a token stands in no file. */
          tokenVariable: z
            .string()
            .regex(/^[A-Z][A-Z0-9_]{0,79}$/, 'the name of a variable')
            .optional(),
          include,
        }),
        z.strictObject({ kind: z.literal('ended'), name }),
      ]),
    )
    .max(20)
    .refine((all) => new Set(all.map((each) => each.name)).size === all.length, 'two have the same name'),
});

/** Throws, with what is wrong where, when it cannot be used: half of what was meant would be missed by nobody. */
export function readAdapterSettings(
  path: string | null,
  variables: Readonly<Record<string, string | undefined>>,
): AdapterSettings {
  if (path === null) return NO_ADAPTERS;
  return parseAdapterSettings(readJson(path), variables);
}

export function parseAdapterSettings(
  said: unknown,
  variables: Readonly<Record<string, string | undefined>>,
): AdapterSettings {
  const parsed = settings.safeParse(said);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`COLLECTOR_ADAPTERS: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
  }
  const all = parsed.data.adapters;
  const adapters = all.flatMap((each): Adapter[] => {
    if (each.kind === 'ended') return [];
    if (each.kind === 'files') return [fileAdapter(each)];
    const { tokenVariable } = each;
    const token = tokenVariable === undefined ? null : (variables[tokenVariable] ?? '');
    if (token === '') throw new Error(`COLLECTOR_ADAPTERS: ${each.name}: the variable ${tokenVariable} is not set`);
    return [httpAdapter({ ...each, token })];
  });
  return { adapters, ended: all.filter(({ kind }) => kind === 'ended').map((each) => each.name) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'no JSON' : ((error as NodeJS.ErrnoException).code ?? 'not read');
    throw new Error(`COLLECTOR_ADAPTERS: ${path}: ${why}`);
  }
}
