/** Why was a gate not joined to a collector? The screen has a sentence for each. */

export const ENROL_REFUSALS = [
  'not-a-setup-code',
  'code-used-or-expired',
  'unreachable',
  'not-trusted',
  'own-file',
  'proxy',
  'refused',
  'cannot-write',
] as const;
