/** How do an authority's tracing keys reach its gates, and how does it find the tags of one person? */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoWeekOf, tracingState } from '../core/authority/tracing-key.ts';
import { typedNumberKey, withoutSeparators } from '../core/code/subject-key.ts';
import { readJsonFile } from '../files/json-file.ts';
import { LOG_FILE } from '../gate/open-log.ts';
import { openVault } from '../vault/open-vault.ts';
import { tracingTag } from '../vault/tracer.ts';
import {
  INCOMING_SUFFIX,
  importTracingKey,
  newTracingKey,
  readTracingKey,
  TRACING_FILE,
} from '../vault/tracing-keys.ts';

export type TracingAnswer = { readonly json: unknown; readonly status: 0 | 1 };

const WEEK_MS = 7 * 86_400_000;
const MOST_WEEKS = 8;
const PRIVATE_MODE = 0o600;

/**
 * `new FOLDER [WEEKS]` on the authority's PC: a file for this week and each of the next, to be carried to the gates and to nobody
 * else. The words after the folder were parsed by nobody yet.
 */
export function newTracingKeys(folder: string, weeks: number, nowUtcMs: number): TracingAnswer {
  if (!Number.isInteger(weeks) || weeks < 1 || weeks > MOST_WEEKS) return refused('weeks');
  const made = Array.from({ length: weeks }, (_, index) => {
    const { id, text } = newTracingKey(isoWeekOf(nowUtcMs + index * WEEK_MS));
    return { id, text, file: join(folder, `tracing-${id}.json`) };
  });
  try {
    for (const { file, text } of made) writeFileSync(file, text, { flag: 'wx', mode: PRIVATE_MODE });
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  }
  return { json: { type: 'made', keys: made.map(({ id, file }) => ({ id, file })) }, status: 0 };
}

/** `import FILE` on the gate. A gate that runs sees it by itself, at its next look. */
export function importTracing(dataDir: string, path: string, nowUtcMs: number): TracingAnswer {
  const content = readJsonFile(path);
  if (content === undefined) return refused('no-file');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const vault = openVault(dataDir, { hasLog: existsSync(join(dataDir, LOG_FILE)) });
  if (vault.type === 'refused') {
    return vault.reason === 'keys-in-key-store' ? leaveForGate(dataDir, content) : refused(vault.reason);
  }
  try {
    const answer = importTracingKey(join(dataDir, TRACING_FILE), vault.vault.sealer, content);
    if (answer.type === 'refused') return refused(answer.reason);
    const { id, keys } = answer;
    return { json: { type: 'imported', id, tracing: tracingState(keys, nowUtcMs) }, status: 0 };
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  }
}

/** The gate takes it at its next look, seals it and takes this copy away. */
function leaveForGate(dataDir: string, content: unknown): TracingAnswer {
  const key = readTracingKey(content);
  if (key === null) return refused('no-key');
  try {
    const path = join(dataDir, `${TRACING_FILE}${INCOMING_SUFFIX}`);
    writeFileSync(path, JSON.stringify(content), { flag: 'wx', mode: PRIVATE_MODE });
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code === 'EEXIST' ? 'one-waits' : 'cannot-write');
  }
  return { json: { type: 'left-for-gate', id: key.id }, status: 0 };
}

/**
 * `tag FILE…` on the authority's PC: for each number of standard input, one a line as somebody typed it, the tag that
 * the gates gave it under each of these keys. The answer never repeats the number; its line says whose it is.
 */
export function tagsOf(paths: readonly string[], numbers: string): TracingAnswer {
  const keys = paths.map((path) => readTracingKey(readJsonFile(path)));
  if (keys.length === 0 || keys.includes(null)) return refused('no-key');
  const lines = numbers.split('\n').map((line) => withoutSeparators(line));
  const tags = lines.flatMap((number, index) =>
    number === '' ? [] : keys.flatMap((key) => (key === null ? [] : tagOf(key, number, index + 1))),
  );
  return { json: tags, status: 0 };
}

function tagOf(key: NonNullable<ReturnType<typeof readTracingKey>>, number: string, line: number): object {
  return { line, tracingKeyId: key.id, tracingTag: tracingTag(key, typedNumberKey(number)) };
}

function refused(reason: string): TracingAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
