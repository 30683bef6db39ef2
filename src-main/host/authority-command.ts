/** How does an authority get its keys, a gate its public ones, and who opens what was sealed? */

import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { AuthorityKey } from '../contract/authority-settings.ts';
import { authorityKey } from '../contract/authority-settings.ts';
import { parseJson } from '../core/parse-json.ts';
import { readJsonFile } from '../files/json-file.ts';
import type { OpenedGate } from '../gate/opened-gate.ts';
import { mayBeSealedTo, openForAuthority } from '../vault/authority-sealer.ts';
import { newHpkePair } from '../vault/hpke.ts';

export type AuthorityAnswer = { readonly json: unknown; readonly status: 0 | 1 };

const DAY_MS = 86_400_000;
const GREATEST_DAYS = 3_650;
const PRIVATE_MODE = 0o600;

/** The authority's own file: nobody else ever has it. */
const privateFile = z.strictObject({
  id: authorityKey.shape.id,
  /** X25519, the 32 raw bytes as base64url. */
  privateKey: z.string().regex(/^[\w-]{43}$/),
});

/** What of an entry is needed to open it, as the collector hands it out; other fields may stand beside. */
const sealedEntry = z.object({
  device: z.string(),
  epoch: z.string(),
  seq: z.int(),
  sealed: z.string().max(4_000),
  sealedKeyId: z.string(),
});

/** A key pair in two files: one for the gates, one that stays with the authority. Neither replaces a file that is there. */
export function newAuthorityKey(folder: string, days: number, nowUtcMs: number): AuthorityAnswer {
  if (!Number.isInteger(days) || days < 1 || days > GREATEST_DAYS) return refused('days');
  const id = `key-${randomBytes(4).toString('hex')}`;
  const { privateKeyRaw, publicKeyRaw } = newHpkePair();
  const own = { id, privateKey: Buffer.from(privateKeyRaw).toString('base64url') };
  const forGates: AuthorityKey = {
    id,
    publicKey: Buffer.from(publicKeyRaw).toString('base64url'),
    notBeforeUtcMs: nowUtcMs,
    notAfterUtcMs: nowUtcMs + days * DAY_MS,
  };
  const files = { private: join(folder, `${id}.private.json`), public: join(folder, `${id}.json`) };
  try {
    writeFileSync(files.private, `${JSON.stringify(own, null, 2)}\n`, { flag: 'wx', mode: PRIVATE_MODE });
    writeFileSync(files.public, `${JSON.stringify(forGates, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'cannot-write');
  }
  return { json: { type: 'made', id, files }, status: 0 };
}

/** Takes one public key into the gate's settings. Another key under a name that is known is refused. */
export function importAuthorityKey(gate: Pick<OpenedGate, 'snapshot' | 'saveSettings'>, path: string): AuthorityAnswer {
  const read = readJsonFile(path);
  if (read === undefined) return refused(existsSync(path) ? 'no-json' : 'no-file');
  // The two files look alike in a folder; the private one must not go any further.
  if (privateFile.safeParse(read).success) return refused('private-key');
  const key = authorityKey.safeParse(read).data;
  if (key === undefined || !mayBeSealedTo(Buffer.from(key.publicKey, 'base64url'))) return refused('no-key');
  const { settings } = gate.snapshot();
  const known = settings.authority.keys.find(({ id }) => id === key.id);
  if (known !== undefined && known.publicKey !== key.publicKey) return refused('another-key');
  const others = settings.authority.keys.filter(({ id }) => id !== key.id);
  const keys = [...others, key].sort((one, other) => other.notBeforeUtcMs - one.notBeforeUtcMs);
  const saved = gate.saveSettings({ settings: { ...settings, authority: { ...settings.authority, keys } } });
  if (saved.type === 'refused') return refused('too-many-keys');
  return { json: { type: 'imported', id: key.id, authority: gate.snapshot().status.authority }, status: 0 };
}

/** Opens entries, one JSON object a line, with the authority's private key. A line that does not open says why. */
export function openSealedEntries(privatePath: string, lines: string): AuthorityAnswer {
  const own = privateFile.safeParse(readJsonFile(privatePath)).data;
  if (own === undefined) return refused('no-private-key');
  const key = Buffer.from(own.privateKey, 'base64url');
  const entries = lines.split('\n').filter((line) => line.trim() !== '');
  return {
    json: entries.map((line) => {
      const entry = sealedEntry.safeParse(parseJson(line)).data;
      if (entry === undefined) return { type: 'refused', reason: 'no-entry' };
      const { device, epoch, seq, sealed, sealedKeyId } = entry;
      const id = { device, epoch, seq };
      if (sealedKeyId !== own.id) return { type: 'refused', reason: 'other-key', ...id, sealedKeyId };
      const text = openForAuthority(key, Buffer.from(sealed, 'base64url'), id);
      return text === null
        ? { type: 'refused', reason: 'does-not-open', ...id }
        : { type: 'opened', ...id, person: parseJson(text) };
    }),
    status: 0,
  };
}

function refused(reason: string): AuthorityAnswer {
  return { json: { type: 'refused', reason }, status: 1 };
}
