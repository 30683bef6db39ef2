/** What does an error on the way to the collector mean, in a word that the screen has a sentence for? */

import type { UploadTrouble } from '../core/outbox/plan.ts';

/** OpenSSL's names of what X.509 verification found (X509_verify_cert_error_string), as Node passes them on. */
const VERIFICATION: Readonly<Record<string, UploadTrouble>> = {
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-wrong-name',
  HOSTNAME_MISMATCH: 'certificate-wrong-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  CERT_SIGNATURE_FAILURE: 'certificate-untrusted',
  CERT_CHAIN_TOO_LONG: 'certificate-untrusted',
  CERT_REVOKED: 'certificate-untrusted',
  CERT_UNTRUSTED: 'certificate-untrusted',
  CERT_REJECTED: 'certificate-untrusted',
  INVALID_CA: 'certificate-untrusted',
  INVALID_PURPOSE: 'certificate-untrusted',
};

/** Alerts by which the other side says that it will not have our certificate (RFC 8446 §6.2). */
const OWN_REFUSED =
  /ALERT_(?:CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE)$/;

/** What Node's errors of connecting say, as far as it is looked at. */
type NetworkError = { readonly code?: unknown; readonly hostname?: unknown; readonly port?: unknown };

/** `proxy`: through which one it may have gone; a failure to connect to it is told apart from one to the collector. */
export function troubleOf(error: unknown, proxy: URL | null): UploadTrouble {
  const { code, hostname, port } = error as NetworkError;
  if (typeof code !== 'string') return 'network';
  const verification = VERIFICATION[code];
  if (verification !== undefined) return verification;
  if (code === 'ERR_PROXY_TUNNEL') return 'proxy-refused';
  if (OWN_REFUSED.test(code)) return 'own-certificate-refused';
  if (/^ERR_(?:SSL|TLS|OSSL)_/.test(code) || code === 'EPROTO') return 'tls';
  const isOfProxy = proxy !== null && (hostname === proxy.hostname || port === portOf(proxy));
  return isOfProxy ? 'proxy-unreachable' : 'network';
}

function portOf({ port, protocol }: URL): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
