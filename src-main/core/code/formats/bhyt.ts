/** Is this the QR of a health-insurance card, of either generation? */

import type { CodeWarning, PersonCode } from '../code.ts';
import { SAYS_NOTHING } from '../code.ts';
import { dateOfInsurance } from '../dates.ts';
import { textOfCutHex, textOfHex } from '../hex-text.ts';
import { isPlainName, nameOf } from '../name.ts';

const CODE_A = /^[A-Z]{2}[1-5]\d{12}$/;
const CODE_B = /^\d{10}$/;
/** The number of the ID card, which stands for that of the insurance since 2025. */
const CITIZEN = /^\d{12}$/;
const HEX = /^(?:[0-9A-Fa-f]{2})+$/;
const CUT_HEX = /^[0-9A-Fa-f]*$/;
const BIRTH = /^(?:\d{4}|\d{2}\/\d{2}\/\d{4})$/;
const CUT_BIRTH = /^[\d/]{0,10}$/;
const SEX = /^[12]$/;

/**
 * Told by the card number, the hexadecimal name and the final `$`; never by the count of fields, of which there are
 * 10, 12, 15 or 17. `-` is an empty field. The last ten digits of either number are the same person's; one of 12 is the ID card's.
 */
export function readBhyt(text: string): PersonCode | null {
  const fields = text.split('|').map((field) => field.trim());
  const [number = '', nameHex = '', birth = '', sexText = ''] = fields;
  const isA = CODE_A.test(number);
  const isCitizen = CITIZEN.test(number);
  if (!isA && !isCitizen && !CODE_B.test(number)) return null;
  if (fields.at(-1) !== '$') return null;
  if ((nameHex !== '-' && !HEX.test(nameHex)) || !BIRTH.test(birth) || !SEX.test(sexText)) return null;

  const name = nameOf(textOfHex(nameHex));
  const birthDate = dateOfInsurance(birth);
  const warnings: CodeWarning[] = [];
  if (name === null) warnings.push('name-unreadable');
  if (birthDate === null) warnings.push('birth-date-impossible');
  const [, , , , address = '', , validFrom = '', validTo = '', issuedOn = ''] = fields;
  return {
    type: 'person',
    kind: isA ? 'bhyt-a' : 'bhyt-b',
    key: isCitizen ? { scheme: 'citizen', value: number } : { scheme: 'health-insurance', value: number.slice(-10) },
    fields: {
      ...SAYS_NOTHING,
      number,
      name,
      birthDate,
      sex: sexText === '1' ? 'male' : 'female',
      address: HEX.test(address) ? textOfHex(address) : null,
      issuedOn: dateOfInsurance(issuedOn),
      validFrom: dateOfInsurance(validFrom),
      validTo: dateOfInsurance(validTo),
    },
    warnings,
  };
}

/** The beginning of an insurance card: number and name in hexadecimal, as far as they go, and no `$` at the end. */
export function isBhytBegin(text: string): boolean {
  const fields = text.split('|').map((field) => field.trim());
  const [number = '', nameHex = '', birth, sexText] = fields;
  if (fields.length < 2 || fields.at(-1) === '$') return false;
  if (!CODE_A.test(number) && !CODE_B.test(number)) return false;
  if (nameHex !== '-' && !isNameBegin(nameHex)) return false;
  if (birth !== undefined && !(sexText === undefined ? CUT_BIRTH : BIRTH).test(birth)) return false;
  return sexText === undefined || SEX.test(sexText) || (sexText === '' && fields.length === 4);
}

/** Digits of other codes can be hexadecimal by chance; what they would spell is no name. */
function isNameBegin(hex: string): boolean {
  if (!CUT_HEX.test(hex)) return false;
  const text = textOfCutHex(hex);
  return text !== null && (text === '' || isPlainName(text));
}
