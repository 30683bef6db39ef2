/** Which words has a catalogue, and which does a folder of sources ask for? */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `{ a: { b: 'text' } }` as `a.b` → `text`. */
export function flatten(words: object, path = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(words).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[path + key, value]] : Object.entries(flatten(value, `${path}${key}.`)),
    ),
  );
}

export function placeholders(text: string): string {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ');
}

/** Every text of the sources that begins like a key: as a pattern, as some of it may be put in at run time. */
export function keysInSources(dir: string, roots: readonly string[]): readonly RegExp[] {
  const quoted = new RegExp(`['\`]((?:${roots.join('|')})\\.(?:[^'\`$]|\\$\\{[^}]*\\})+)['\`]`, 'g');
  const texts = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const found = texts.flatMap((text) => [...text.matchAll(quoted)].map((match) => match[1] ?? ''));
  return [...new Set(found)].map((key) => {
    const fixed = key.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${fixed.join('[\\w.-]+')}$`);
  });
}
