/** How is a case opened in a browser that sends nothing? The same as `npm run authority -- open`, by what the browser itself can do. */

import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import type { CaseFile, PrivateKeyFile, Unopened } from '../../src-main/contract/case-file.ts';
import { caseFile, privateKeyFile, sealedPerson } from '../../src-main/contract/case-file.ts';
import type { ContactRow } from '../../src-main/export/contact-csv.ts';

/** The gate says the same (src-main/vault/authority-sealer.ts). */
const ENTRY_PURPOSE = new TextEncoder().encode('gac-cong entry 1');
/** The public key of one exchange stands in front of what is sealed with it. */
const ENCAPSULATED_BYTES = 32;

export type OpenedCase = {
  readonly type: 'opened';
  readonly caseId: string;
  readonly rows: readonly ContactRow[];
  readonly unopened: Readonly<Partial<Record<Unopened, number>>>;
};
export type OpeningRefusal = 'no-case' | 'no-private-key' | 'public-key' | 'old-browser';
export type Opening = OpenedCase | { readonly type: 'refused'; readonly reason: OpeningRefusal };

/** Texts of files as somebody chose them. Never throws on what stands in them. */
export async function openCase(caseText: string, keyTexts: readonly string[]): Promise<Opening> {
  const read = caseFile.safeParse(parseJson(caseText)).data;
  if (read === undefined) return { type: 'refused', reason: 'no-case' };
  const keyOf = new Map<string, CryptoKey>();
  const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
  for (const text of keyTexts) {
    const key = readKey(text);
    if (typeof key === 'string') return { type: 'refused', reason: key };
    try {
      keyOf.set(key.id, await suite.kem.importKey('raw', bytesOf(key.privateKey).buffer, false));
    } catch {
      return { type: 'refused', reason: 'old-browser' }; // It knows no X25519.
    }
  }
  if (keyOf.size === 0) return { type: 'refused', reason: 'no-private-key' };
  const rows: ContactRow[] = [];
  const unopened: { [reason in Unopened]?: number } = {};
  for (const contact of read.contacts) {
    const opened = await openContact(suite, keyOf, contact);
    if (typeof opened === 'string') unopened[opened] = (unopened[opened] ?? 0) + 1;
    else rows.push(opened);
  }
  return { type: 'opened', caseId: read.caseId, rows, unopened };
}

async function openContact(
  suite: CipherSuite,
  keyOf: ReadonlyMap<string, CryptoKey>,
  contact: CaseFile['contacts'][number],
): Promise<ContactRow | Unopened> {
  const { sealed, sealedKeyId, device, epoch, seq } = contact;
  if (sealed === null || sealedKeyId === null) return 'not-sealed';
  const recipientKey = keyOf.get(sealedKeyId);
  if (recipientKey === undefined) return 'other-key';
  try {
    const bytes = bytesOf(sealed);
    const plain = await suite.open(
      { recipientKey, enc: bytes.slice(0, ENCAPSULATED_BYTES).buffer, info: ENTRY_PURPOSE.buffer },
      bytes.slice(ENCAPSULATED_BYTES).buffer,
      new TextEncoder().encode(`${device}|${epoch}|${seq}`).buffer,
    );
    return { ...contact, ...sealedPerson.parse(JSON.parse(new TextDecoder().decode(plain))) };
  } catch {
    return 'does-not-open'; // Another binding, changed bytes, or no person within.
  }
}

/** The two files of a key look alike in a folder. */
function readKey(text: string): PrivateKeyFile | OpeningRefusal {
  const content = parseJson(text);
  const key = privateKeyFile.safeParse(content).data;
  if (key !== undefined) return key;
  const isPublic = typeof content === 'object' && content !== null && 'publicKey' in content;
  return isPublic ? 'public-key' : 'no-private-key';
}

/** base64url, as the gates write it. Throws where it is none. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Refused by the schema.
  }
}
