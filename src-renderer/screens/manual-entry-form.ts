/** Is what the guard typed enough for an entry? */

import type { ManualEntryInput } from '../../src-main/contract/scan-api.ts';

export const MANUAL_REASONS = ['no-card', 'card-unreadable', 'phone-out-of-battery', 'other'] as const;
export type ManualReason = (typeof MANUAL_REASONS)[number];

export type ManualForm = {
  readonly name: string;
  readonly number: string;
  readonly phone: string;
  readonly reason: ManualReason | null;
  readonly otherText: string;
};

export type ManualErrors = {
  readonly name?: 'name-missing' | 'name-too-long';
  readonly number?: 'number-shape' | 'no-number';
  readonly phone?: 'phone-shape';
  readonly reason?: 'reason-missing';
  readonly otherText?: 'other-missing' | 'other-too-long';
};

export type CheckedForm =
  | {
      readonly type: 'complete';
      readonly person: Pick<ManualEntryInput, 'name' | 'number' | 'phone'>;
      /** A preset, or the guard's own words. */
      readonly reason: Exclude<ManualReason, 'other'> | { readonly text: string };
    }
  | { readonly type: 'incomplete'; readonly errors: ManualErrors };

export const EMPTY_FORM: ManualForm = { name: '', number: '', phone: '', reason: null, otherText: '' };

const LONGEST_NAME = 120;
const LONGEST_NOTE = 200;

/**
 * Checks a form by the rules of the contract. `isSureWithoutNumber`: the guard was told that both numbers are missing
 * and pressed again; there are people who have neither at hand, and they too must be in the log.
 */
export function checkManualForm(form: ManualForm, isSureWithoutNumber: boolean): CheckedForm {
  const name = cleanLine(form.name);
  const number = withoutSeparators(form.number);
  const phone = withoutSeparators(form.phone);
  const note = cleanLine(form.otherText);
  const errors: ManualErrors = {
    ...(name === '' ? { name: 'name-missing' } : name.length > LONGEST_NAME ? { name: 'name-too-long' } : {}),
    ...(number !== '' && !/^[0-9A-Za-z]{6,20}$/.test(number) ? { number: 'number-shape' } : {}),
    ...(phone !== '' && !/^\+?\d{8,15}$/.test(phone) ? { phone: 'phone-shape' } : {}),
    ...(number === '' && phone === '' && !isSureWithoutNumber ? { number: 'no-number' } : {}),
    ...(form.reason === null ? { reason: 'reason-missing' } : {}),
    ...(form.reason !== 'other'
      ? {}
      : note === ''
        ? { otherText: 'other-missing' }
        : note.length > LONGEST_NOTE
          ? { otherText: 'other-too-long' }
          : {}),
  };
  if (Object.keys(errors).length > 0 || form.reason === null) return { type: 'incomplete', errors };
  return {
    type: 'complete',
    person: { name, number: number === '' ? null : number, phone: phone === '' ? null : phone },
    reason: form.reason === 'other' ? { text: note } : form.reason,
  };
}

/** One line, composed letters, single spaces. */
function cleanLine(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** People write numbers in groups. */
function withoutSeparators(text: string): string {
  return text.replace(/[\s.\-()]/g, '');
}
