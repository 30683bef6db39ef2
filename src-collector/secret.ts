/** Which key does this collector have that its database has not? */

import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'console.key';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export type ConsoleSecret = {
  /** Encrypted, and bound to what it is (`about`): moved elsewhere it does not open. */
  readonly seal: (plain: string, about: string) => Buffer;
  /** `null` where another key sealed it, or it is about something else. */
  readonly open: (sealed: Uint8Array, about: string) => string | null;
  /** So that what is looked up stands in no table as it is. */
  readonly lookUpKey: (text: string) => Buffer;
  /** Of the Ed25519 key by which this collector signs settings for gates, until one that is kept elsewhere does. */
  readonly settingsSeed: Buffer;
  /** The link of the audit log's chain. */
  readonly link: (previousHash: string, text: string) => string;
};

/**
 * `given` (`COLLECTOR_SECRET`), or the key file in the data folder, made at the first start (0600). Collectors over one PostgreSQL
 * need the same one.
 */
export function consoleSecret(given: string | null, dataDir: string): ConsoleSecret {
  const root = given ?? keyFile(dataDir);
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', root, '', `gac-cong-console-1 ${purpose}`, 32));
  const [sealing, looking, linking] = [derive('seal'), derive('look-up'), derive('audit')];
  const settingsSeed = derive('settings');
  const mac = (key: Buffer, text: string) => createHmac('sha256', key).update(text);
  return {
    seal: (plain, about) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(about, 'utf8'));
      return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, about) => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null;
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(about, 'utf8')).setAuthTag(bytes.subarray(-TAG_BYTES));
      try {
        return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch {
        return null; // The tag does not fit.
      }
    },
    settingsSeed,
    lookUpKey: (text) => mac(looking, text).digest(),
    link: (previousHash, text) => mac(linking, `${previousHash}\n${text}`).digest('hex'),
  };
}

function keyFile(dataDir: string): string {
  const path = join(dataDir, FILE);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const text = readFileSync(path, 'utf8').trim();
  if (text.length < 43) throw new Error(`${path} holds no key: put back the one that was there, or take the file away`);
  return text;
}
