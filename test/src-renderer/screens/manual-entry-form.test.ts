import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { manualEntryInput } from '../../../src-main/contract/scan-api.ts';
import type { ManualForm } from '../../../src-renderer/screens/manual-entry-form.ts';
import { checkManualForm, EMPTY_FORM, MANUAL_REASONS } from '../../../src-renderer/screens/manual-entry-form.ts';

const FILLED: ManualForm = {
  name: 'Nguyễn Văn A',
  number: '001099000000',
  phone: '',
  reason: 'no-card',
  otherText: '',
};

describe('the form for somebody without a code', () => {
  test('a name, one number and a reason are enough', () => {
    expect(checkManualForm(FILLED, false)).toEqual({
      type: 'complete',
      person: { name: 'Nguyễn Văn A', number: '001099000000', phone: null },
      reason: 'no-card',
    });
  });

  test('an empty form is told all that is missing', () => {
    expect(checkManualForm(EMPTY_FORM, false)).toEqual({
      type: 'incomplete',
      errors: { name: 'name-missing', number: 'no-number', reason: 'reason-missing' },
    });
  });

  test('somebody without any number gets in at the second press', () => {
    const form = { ...FILLED, number: '' };
    expect(checkManualForm(form, false)).toEqual({ type: 'incomplete', errors: { number: 'no-number' } });
    expect(checkManualForm(form, true)).toMatchObject({ person: { number: null, phone: null } });
  });

  test('a wrong number is wrong at the second press too', () => {
    expect(checkManualForm({ ...FILLED, number: '12' }, true)).toMatchObject({ errors: { number: 'number-shape' } });
  });

  test('numbers may be typed in groups', () => {
    const form = { ...FILLED, number: '001 099 000.000', phone: '+84 90-000 00 00' };
    expect(checkManualForm(form, false)).toMatchObject({
      person: { number: '001099000000', phone: '+84900000000' },
    });
  });

  test('another reason wants its words', () => {
    expect(checkManualForm({ ...FILLED, reason: 'other', otherText: '  ' }, false)).toEqual({
      type: 'incomplete',
      errors: { otherText: 'other-missing' },
    });
    expect(checkManualForm({ ...FILLED, reason: 'other', otherText: ' thẻ\tđang làm lại ' }, false)).toMatchObject({
      reason: { text: 'thẻ đang làm lại' },
    });
  });

  test('whatever is typed, what counts as complete is what the gate takes', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 130 }),
      fc.string({ unit: fc.constantFrom(...'0123456789 .+-abZ'), maxLength: 24 }),
    );
    const form = fc.record({
      name: text,
      number: text,
      phone: text,
      reason: fc.constantFrom(...MANUAL_REASONS, null),
      otherText: text,
    });
    fc.assert(
      fc.property(form, fc.boolean(), (typed, isSure) => {
        const checked = checkManualForm(typed, isSure);
        if (checked.type === 'incomplete') return Object.keys(checked.errors).length > 0;
        const note = typeof checked.reason === 'string' ? checked.reason : checked.reason.text;
        return manualEntryInput.safeParse({ laneId: 'lane-1', ...checked.person, note }).success;
      }),
      { numRuns: 300 },
    );
  });
});
