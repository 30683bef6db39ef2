/** Is this the QR that the VssID app shows: card number and hexadecimal name, nothing more? */

import type { PersonCode } from '../code.ts';
import { SAYS_NOTHING } from '../code.ts';
import { textOfHex } from '../hex-text.ts';
import { isPlainName, nameOf } from '../name.ts';

const VSSID = /^([A-Z]{2}\d{13}|\d{10})\|((?:[0-9A-Fa-f]{2})+)$/;

/**
 * The shape is a weak sign, so the second field must spell a name. An insurance card that broke off right behind its
 * name looks the same and cannot be told from it: its number is right, and only the name may be cut.
 */
export function readVssid(text: string): PersonCode | null {
  const [, number, hex] = VSSID.exec(text) ?? [];
  if (number === undefined || hex === undefined) return null;
  const name = nameOf(textOfHex(hex));
  if (name === null || !isPlainName(name)) return null;
  return {
    type: 'person',
    kind: 'vssid',
    key: { scheme: 'health-insurance', value: number.slice(-10) },
    fields: { ...SAYS_NOTHING, number, name },
    warnings: [],
  };
}
