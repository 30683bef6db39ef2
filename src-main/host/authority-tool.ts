/** How does an authority make the tags for a trace, and open what a case found? On its own machine; nothing of it reaches a collector. */

import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { ContactRow } from '../export/contact-csv.ts';
import { contactCsv } from '../export/contact-csv.ts';
import { openForAuthority } from '../vault/authority-sealer.ts';
import type { AuthorityAnswer } from './authority-command.ts';
import { readJson } from './read-json.ts';
import { tagsOf } from './tracing-command.ts';

const PRIVATE_MODE = 0o600;
const MOST_CONTACTS = 200_000;

const privateFile = z.strictObject({ id: z.string().max(40), privateKey: z.string().regex(/^[\w-]{43}$/) });

/** As the console hands it out. */
const caseFile = z.object({
  format: z.literal('gac-cong case 1'),
  caseId: z.string().max(40),
  contacts: z
    .array(
      z.object({
        place: z.int(),
        rule: z.string().max(40),
        ms: z.number(),
        scannedMs: z.number(),
        device: z.string().max(40),
        epoch: z.string().max(40),
        seq: z.int(),
        atUtcMs: z.number().nullable(),
        sealed: z.string().max(4_000).nullable(),
        sealedKeyId: z.string().max(40).nullable(),
      }),
    )
    .max(MOST_CONTACTS),
});

/** What a gate sealed; another gate may be newer or older. */
const person = z.object({
  name: z.string().nullish(),
  number: z.string().nullish(),
  birthDate: z.object({ year: z.int(), month: z.int().nullish(), day: z.int().nullish() }).nullish().catch(null),
  sex: z.string().nullish(),
  phone: z.string().nullish(),
});

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
  const read = caseFile.safeParse(readJson(casePath)).data;
  if (read === undefined) return refused('no-case');
  const keys = keyPaths.map((path) => privateFile.safeParse(readJson(path)).data);
  if (keys.length === 0 || keys.includes(undefined)) return refused('no-private-key');
  const keyOf = new Map(keys.flatMap((key) => (key === undefined ? [] : [[key.id, key.privateKey] as const])));
  const rows: ContactRow[] = [];
  const unopened: Record<string, number> = {};
  const count = (reason: string): void => {
    unopened[reason] = (unopened[reason] ?? 0) + 1;
  };
  for (const contact of read.contacts) {
    const { sealed, sealedKeyId } = contact;
    const key = keyOf.get(sealedKeyId ?? '');
    if (sealed === null || sealedKeyId === null) count('not-sealed');
    else if (key === undefined) count('other-key');
    else {
      const text = openForAuthority(Buffer.from(key, 'base64url'), Buffer.from(sealed, 'base64url'), contact);
      const opened = text === null ? undefined : person.safeParse(JSON.parse(text)).data;
      if (opened === undefined) count('does-not-open');
      else rows.push({ ...contact, ...opened });
    }
  }
  try {
    writeFileSync(outPath, contactCsv(rows), { flag: 'wx', mode: PRIVATE_MODE });
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  }
  return { json: { type: 'opened', contacts: rows.length, unopened, file: outPath }, status: 0 };
}

function refused(reason: string): AuthorityAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
