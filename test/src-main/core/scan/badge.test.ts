/** A company's own badge, an ID card of the same person: are they one person to the log? */

import { describe, expect, test } from 'vitest';
import { ACCEPTABLE_KINDS } from '../../../../src-main/core/code/code.ts';
import type { Expected } from '../../../../src-main/core/entry/roster.ts';
import type { RuleSettings } from '../../../../src-main/core/entry/rule.ts';
import { handleManualEntry } from '../../../../src-main/core/scan/handle-manual-entry.ts';
import { handleReading } from '../../../../src-main/core/scan/handle-reading.ts';
import { newLane } from '../../../../src-main/core/scan/lane.ts';
import { cccdText, FAKE_PEOPLE } from '../../../../src-main/devices/simulated/fake-people.ts';
import { createFakePorts, fakeTag } from '../../../support/fake-ports.ts';
import { LOOK_AT_THEM } from '../entry/rule-context.ts';

const [SOMEBODY] = FAKE_PEOPLE;
const NUMBER_TAG = fakeTag({ scheme: 'citizen', value: SOMEBODY.number });
const BADGE = 'NV-000417';
const RULES: RuleSettings = {
  version: 'test',
  repeatWindowMs: 30_000,
  acceptedKinds: ACCEPTABLE_KINDS,
  signedCodes: LOOK_AT_THEM,
  addressReason: '',
  rosterMode: 'refuse',
};

function gate(changes: Partial<Expected> = {}) {
  const fake = createFakePorts();
  const expected: Expected = {
    group: 'staff',
    name: SOMEBODY.name,
    number: SOMEBODY.number,
    subjectTag: NUMBER_TAG,
    validFromUtcMs: null,
    validUntilUtcMs: null,
    laneIds: null,
    isBadgeOut: false,
    ...changes,
  };
  const badgeTag = fakeTag({ scheme: 'opaque', value: BADGE });
  const ports = {
    ...fake.ports,
    roster: { find: (tag: string) => (tag === badgeTag || tag === NUMBER_TAG ? expected : null) },
  };
  const scan = (text: string) =>
    handleReading(
      { laneId: 'lane-1', readerKind: 'serial', text, encoding: 'utf-8' },
      newLane('lane-1', 'in'),
      RULES,
      ports,
    ).shown;
  return { ...fake, ports, scan };
}

describe('a badge of the list', () => {
  test('is its person: admitted, masked, of its group, and called a badge', () => {
    const { scan, entries } = gate();
    expect(scan(` ${BADGE}\r`)).toMatchObject({
      verdict: 'admit',
      codeKind: 'badge',
      group: 'staff',
      maskedNumber: '******000000',
      verification: 'none',
    });
    expect(entries[0]).toMatchObject({ subjectTag: NUMBER_TAG, codeKind: 'badge', codeLength: null });
    expect(entries[0]?.personal).toMatchObject({ name: SOMEBODY.name, number: SOMEBODY.number });
  });

  test('and the ID card of the same person are one to the log', () => {
    const { scan, entries } = gate();
    expect(scan(BADGE).verdict).toBe('admit');
    expect(scan(cccdText(SOMEBODY))).toMatchObject({ verdict: 'already-recorded', group: 'staff' });
    expect(entries).toHaveLength(1);
  });

  test('of somebody without a number is that badge, and nobody else', () => {
    const { scan, entries } = gate({ number: null, subjectTag: 'badge-tag' });
    expect(scan(BADGE)).toMatchObject({ verdict: 'admit', maskedNumber: null });
    expect(entries[0]).toMatchObject({ subjectTag: 'badge-tag', tracing: null });
  });

  test('that nobody has is an unknown code as ever, and not let in where the list decides', () => {
    const { scan } = gate();
    expect(scan('NV-999999')).toMatchObject({
      verdict: 'refuse',
      codeKind: 'opaque',
      reasons: ['not-on-roster', 'unknown-code'],
    });
  });

  test('whose key is lost is still somebody of the list, without a name', () => {
    expect(gate({ name: null, number: null }).scan(BADGE)).toMatchObject({
      verdict: 'admit',
      maskedName: null,
      codeKind: 'badge',
    });
  });

  test('and a typed number find the same person', () => {
    const { ports } = gate();
    const entry = { name: 'A', number: SOMEBODY.number, phone: null, note: 'x' };
    const lane = newLane('lane-1', 'in');
    expect(handleManualEntry(entry, lane, RULES, ports)).toMatchObject({ verdict: 'admit', group: 'staff' });
    expect(handleManualEntry({ ...entry, number: '001099000001' }, lane, RULES, ports)).toMatchObject({
      verdict: 'refuse',
    });
  });
});
