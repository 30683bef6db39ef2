/** A certificate authority of a test's own, made by the `openssl` program. */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export type IssuedCertificate = { readonly certificatePath: string; readonly keyPath: string };
export type CertificateAuthority = {
  readonly path: string;
  readonly pem: string;
  /** For a server of this name; valid for so many days from now, which may be over already. */
  readonly issue: (name: string, days?: number) => IssuedCertificate;
};

/** Why this cannot be tried here, or `null`. */
export const MISSING_OPENSSL = hasOpenssl() ? null : 'the openssl program is not installed';

export function makeAuthority(folder: string, name: string): CertificateAuthority {
  const [path, keyPath] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  openssl('req', '-x509', ...newKey(keyPath), '-subj', `/CN=${name}`, '-days', '30', '-out', path);
  return {
    path,
    pem: readFileSync(path, 'utf8'),
    issue: (host, days = 7) => {
      const base = join(folder, `${name}-${host}-${days}`);
      writeFileSync(`${base}.ext`, `subjectAltName=DNS:${host}\n`);
      openssl('req', ...newKey(`${base}.key`), '-subj', `/CN=${host}`, '-out', `${base}.csr`);
      const signed = ['-req', '-in', `${base}.csr`, '-CA', path, '-CAkey', keyPath, '-CAcreateserial'];
      openssl('x509', ...signed, '-days', String(days), '-extfile', `${base}.ext`, '-out', `${base}.pem`);
      return { certificatePath: `${base}.pem`, keyPath: `${base}.key` };
    },
  };
}

function newKey(keyPath: string): string[] {
  return ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', keyPath];
}

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: 'pipe' });
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
