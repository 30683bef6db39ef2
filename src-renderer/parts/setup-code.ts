/** Is this the code of somebody who sets a gate up? A collector's, or a fleet's settings. */

import { SETUP_PREFIX, SETUP_QR_PREFIX } from './contract-lists.ts';

export function isSetupCode(text: string): boolean {
  return text.startsWith(SETUP_PREFIX) || isFleetCode(text);
}

/** Settings for many gates, as opposed to one collector's code. */
export function isFleetCode(text: string): boolean {
  return text.startsWith(SETUP_QR_PREFIX);
}
