import { describe, expect, test } from 'vitest';
import { PERSON_CODE_KINDS } from '../../../../src-main/core/code/code.ts';
import type { RuleSettings } from '../../../../src-main/core/entry/rule.ts';
import type { ManualEntry } from '../../../../src-main/core/scan/handle-manual-entry.ts';
import { handleManualEntry } from '../../../../src-main/core/scan/handle-manual-entry.ts';
import { handleReading } from '../../../../src-main/core/scan/handle-reading.ts';
import { newLane } from '../../../../src-main/core/scan/lane.ts';
import { cccdText, FAKE_PEOPLE } from '../../../../src-main/devices/simulated/fake-people.ts';
import { createFakePorts, fakeTag } from '../../../support/fake-ports.ts';
import { LOOK_AT_THEM } from '../entry/rule-context.ts';

const RULES: RuleSettings = {
  version: 'test-1',
  repeatWindowMs: 30_000,
  acceptedKinds: PERSON_CODE_KINDS,
  addressReason: '',
  signedCodes: LOOK_AT_THEM,
};
const LANE = newLane('lane-1', 'in');
const [one] = FAKE_PEOPLE;

const ENTRY: ManualEntry = { name: 'Nguyễn Văn A', number: '001099000000', phone: '0900000000', note: 'quên thẻ' };

function standUp() {
  const fake = createFakePorts();
  return {
    ...fake,
    type: (changes: Partial<ManualEntry> = {}) => handleManualEntry({ ...ENTRY, ...changes }, LANE, RULES, fake.ports),
  };
}

describe('what the guard typed', () => {
  test('is one entry with the reason, and shown masked', () => {
    const gate = standUp();
    const shown = gate.type();
    expect(shown).toMatchObject({
      verdict: 'admit',
      readerKind: 'manual',
      codeKind: 'manual',
      maskedName: 'Nguyễn Văn ***',
      maskedNumber: '******000000',
      verification: 'none',
      entry: { seq: 1 },
    });
    expect(gate.entries).toHaveLength(1);
    expect(gate.entries[0]).toMatchObject({
      readerKind: 'manual',
      codeKind: 'manual',
      subjectTag: fakeTag({ scheme: 'citizen', value: '001099000000' }),
      codeLength: null,
      personal: {
        name: 'Nguyễn Văn A',
        number: '001099000000',
        phone: '0900000000',
        note: 'quên thẻ',
        birthDate: null,
      },
      verification: 'none',
      rulesVersion: 'test-1',
    });
  });

  test.each([
    ['the number', {}, 'citizen:001099000000'],
    ['the number of another paper', { number: 'b1234567' }, 'identity-paper:B1234567'],
    ['the phone', { number: null }, 'phone:0900000000'],
    ['the phone with the prefix of the country', { number: null, phone: '+84900000000' }, 'phone:0900000000'],
    ['the name', { number: null, phone: null, name: ' Nguyễn  Văn a' }, 'name:NGUYỄN VĂN A'],
  ])('is tagged by %s', (_what, changes, tag) => {
    const gate = standUp();
    gate.type(changes);
    expect(gate.entries[0]?.subjectTag).toBe(tag);
  });

  test('twice is one entry', () => {
    const gate = standUp();
    gate.type();
    expect(gate.type()).toMatchObject({ verdict: 'already-recorded', entry: { seq: 1 } });
    expect(gate.entries).toHaveLength(1);
  });

  test('of two people of one name, without number or phone, is two entries', () => {
    const gate = standUp();
    gate.type({ number: null, phone: null });
    expect(gate.type({ number: null, phone: null })).toMatchObject({ verdict: 'admit', entry: { seq: 2 } });
  });

  test('of somebody whose card was just read is that person', () => {
    const gate = standUp();
    handleReading(
      { laneId: 'lane-1', readerKind: 'camera', text: cccdText(one), encoding: 'utf-8' },
      LANE,
      RULES,
      gate.ports,
    );
    expect(gate.type({ name: one.name, number: one.number }).verdict).toBe('already-recorded');
  });

  test('is held to the watch list', () => {
    const gate = standUp();
    gate.watch({ scheme: 'citizen', value: '001099000000' }, 'refuse');
    expect(gate.type()).toMatchObject({ verdict: 'refuse', reasons: ['on-watch-list'], entry: { seq: 1 } });
  });

  test('that the log does not take is out of order', () => {
    const gate = standUp();
    gate.failCommits('disk-full');
    expect(gate.type()).toMatchObject({ verdict: 'out-of-order', reasons: ['disk-full'], entry: null });
    expect(gate.entries).toEqual([]);
  });
});
