/** Is this the unified personal QR of 2021 (QĐ 1405/QĐ-BTTTT), open or masked? */

import { compareWithNumber } from '../citizen-number.ts';
import type { CodeWarning, PersonCode, Sex, SubjectKey } from '../code.ts';
import { SAYS_NOTHING } from '../code.ts';
import { dateOfUnified } from '../dates.ts';
import { nameOf } from '../name.ts';
import { typedNumberKey } from '../subject-key.ts';

const UNIFIED = /^([*\dA-Z]{6,20})\|([^|]+)\|([\d*]{4}-[\d*]{2}-[\d*]{2})\|([01])\|([^|<]*)\|([^|]*)$/u;
/** The same, broken off anywhere after the year of birth, which is as soon as it can be told. */
const UNIFIED_BEGIN = /^[*\dA-Z]{6,20}\|[^|]+\|[\d*]{4}-[\d*-]{0,5}(?:\|(?:[01](?:\|[^|<]*)?)?)?$/u;
const PHONE = /^\+?\d{8,15}$/;

/**
 * `SoGiayTo|HoTen|NgaySinh|LoaiDinhDanh|QID|EXT`. EXT holds, by `<`: who declared, sex, insurance number, phone, and
 * more; any of them may be missing. Only press copies of the decision list them, so nothing is warned of by them.
 */
export function readUnified(text: string): PersonCode | null {
  const [, number, nameText = '', birth, , qid = '', extension = ''] = UNIFIED.exec(text) ?? [];
  if (number === undefined || birth === undefined) return null;
  const [, sexSlot = '', , phoneSlot = ''] = extension.split('<');
  const key = keyOf(number, qid.trim());
  const name = nameOf(nameText);
  const birthDate = dateOfUnified(birth);
  const warnings: CodeWarning[] = key?.scheme === 'citizen' ? compareWithNumber(number, birthDate, null) : [];
  if (name === null) warnings.push('name-unreadable');
  if (birthDate === null && !birth.includes('*')) warnings.push('birth-date-impossible');
  return {
    type: 'person',
    kind: 'unified',
    key,
    fields: {
      ...SAYS_NOTHING,
      number,
      name,
      birthDate,
      sex: sexOf(sexSlot),
      phone: PHONE.test(phoneSlot) ? phoneSlot : null,
    },
    warnings,
  };
}

/** The beginning of a unified code, without the separator before EXT. */
export function isUnifiedBegin(text: string): boolean {
  return UNIFIED_BEGIN.test(text);
}

/**
 * The paper's number where it is whole, so that the same person is known by the card, by this code and by what a guard
 * types. Where it is masked, the QR system's own id.
 */
function keyOf(number: string, qid: string): SubjectKey | null {
  if (!number.includes('*')) return typedNumberKey(number);
  return qid === '' || qid.includes('*') ? null : { scheme: 'national-qr', value: qid };
}

function sexOf(slot: string): Sex | null {
  if (slot === '1') return 'male';
  return slot === '2' ? 'female' : null;
}
