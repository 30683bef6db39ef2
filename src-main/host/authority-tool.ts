/** How does an authority make the tags for a trace, and open what a case found? On its own machine; nothing of it reaches a collector. */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { SealedPerson, Unopened } from '../contract/case-file.ts';
import { caseFile, copyFile, privateKeyFile, sealedPerson } from '../contract/case-file.ts';
import { parseJson } from '../core/parse-json.ts';
import type { ContactRow } from '../export/contact-csv.ts';
import { contactCsv } from '../export/contact-csv.ts';
import type { CopyRow } from '../export/copy-csv.ts';
import { copyCsv } from '../export/copy-csv.ts';
import { readJsonFile } from '../files/json-file.ts';
import { openForAuthority } from '../vault/authority-sealer.ts';
import type { AuthorityAnswer } from './authority-command.ts';
import { tagsOf } from './tracing-command.ts';

const PRIVATE_MODE = 0o600;

const madeTags = z.array(z.object({ line: z.int(), tracingKeyId: z.string(), tracingTag: z.string() }));

/** The tags of the numbers, one a line, as the console's form takes them: for one person. */
export function caseTags(keyPaths: readonly string[], numbers: string): AuthorityAnswer {
  const { json, status } = tagsOf(keyPaths, numbers);
  const made = madeTags.safeParse(json).data;
  if (made === undefined) return { json, status };
  if (made.length === 0) return refused('no-number');
  return { json: { type: 'tags', tags: [...new Set(made.map(({ tracingTag }) => tracingTag))] }, status };
}

/** The contact list as CSV, into a file that must not be there yet. What did not open is counted by its reason. */
export function openCaseFile(casePath: string, keyPaths: readonly string[], outPath: string): AuthorityAnswer {
  const read = caseFile.safeParse(readJsonFile(casePath)).data;
  if (read === undefined) return refused('no-case');
  const keyOf = privateKeys(keyPaths);
  if (keyOf === null) return refused('no-private-key');
  const { opened, unopened } = openAll(read.contacts, keyOf);
  const rows: ContactRow[] = opened.map(({ entry, person: who }) => ({ ...entry, ...who }));
  const trouble = writeNew(outPath, contactCsv(rows));
  if (trouble !== null) return refused(trouble);
  return { json: { type: 'opened', contacts: rows.length, unopened, file: outPath }, status: 0 };
}

/**
 * What a collector holds of one person, as CSV for that person. Also what did not open is in it: where and when. `papers`: how many
 * different numbers were in it; more than those of one person and it is somebody else's too.
 */
export function openCopyFile(copyPath: string, keyPaths: readonly string[], outPath: string): AuthorityAnswer {
  const read = copyFile.safeParse(readJsonFile(copyPath)).data;
  if (read === undefined) return refused('no-copy');
  const keyOf = privateKeys(keyPaths);
  if (keyOf === null) return refused('no-private-key');
  const { opened, unopened } = openAll(read.entries, keyOf);
  const personOf = new Map(opened.map(({ entry, person: who }) => [entry, who]));
  const rows: CopyRow[] = read.entries.map((entry) => ({ ...entry, person: personOf.get(entry) ?? null }));
  const trouble = writeNew(outPath, copyCsv(rows));
  if (trouble !== null) return refused(trouble);
  const papers = new Set(opened.flatMap(({ person: { number } }) => number ?? [])).size;
  const { isCut } = read;
  return { json: { type: 'opened', entries: rows.length, isCut, papers, unopened, file: outPath }, status: 0 };
}

/** The page that opens a case in a browser, as it was built on this machine; its digest, so that a copy can be told from another. */
export function saveOpeningPage(builtPath: string, outPath: string): AuthorityAnswer {
  try {
    const page = readFileSync(builtPath);
    writeFileSync(outPath, page, { flag: 'wx' });
    return {
      json: { type: 'saved', file: outPath, sha256: createHash('sha256').update(page).digest('hex') },
      status: 0,
    };
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  }
}

function privateKeys(paths: readonly string[]): ReadonlyMap<string, string> | null {
  const keys = paths.map((path) => privateKeyFile.safeParse(readJsonFile(path)).data);
  if (keys.length === 0 || keys.includes(undefined)) return null;
  return new Map(keys.flatMap((key) => (key === undefined ? [] : [[key.id, key.privateKey] as const])));
}

type Sealed = {
  readonly device: string;
  readonly epoch: string;
  readonly seq: number;
  readonly sealed: string | null;
  readonly sealedKeyId: string | null;
};

function openAll<Entry extends Sealed>(entries: readonly Entry[], keyOf: ReadonlyMap<string, string>) {
  const opened: { readonly entry: Entry; readonly person: SealedPerson }[] = [];
  const unopened: { [reason in Unopened]?: number } = {};
  for (const entry of entries) {
    const found = openOne(entry, keyOf);
    if (typeof found === 'string') unopened[found] = (unopened[found] ?? 0) + 1;
    else opened.push({ entry, person: found });
  }
  return { opened, unopened };
}

function openOne(entry: Sealed, keyOf: ReadonlyMap<string, string>): SealedPerson | Unopened {
  const { sealed, sealedKeyId } = entry;
  if (sealed === null || sealedKeyId === null) return 'not-sealed';
  const key = keyOf.get(sealedKeyId);
  if (key === undefined) return 'other-key';
  const text = openForAuthority(Buffer.from(key, 'base64url'), Buffer.from(sealed, 'base64url'), entry);
  // A gate is believed no further than its signature: it may have sealed anything.
  return (text === null ? undefined : sealedPerson.safeParse(parseJson(text)).data) ?? 'does-not-open';
}

/** Why not, or `null`: a list of people is never written over. */
function writeNew(path: string, text: string): string | null {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: PRIVATE_MODE });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'cannot-write';
  }
}

function refused(reason: string): AuthorityAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
