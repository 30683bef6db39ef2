/** What may a browser do with what the console sends? */

const COMMON = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=()',
  'x-frame-options': 'DENY',
} as const;

/** For answers: they are no pages, whatever somebody makes of them. */
export const API_HEADERS = {
  ...COMMON,
  'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/** For the console's page: scripts and styles of its own files, and nothing inline. */
export const PAGE_HEADERS = {
  ...COMMON,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
} as const;

/** Only where the collector is reached by TLS: a browser remembers it for a year. */
export function transportHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {};
}
