import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERSON_CODE_KINDS } from '../../../../src-main/core/code/code.ts';
import type { Shown } from '../../../../src-main/core/entry/entry.ts';
import type { RuleSettings } from '../../../../src-main/core/entry/rule.ts';
import { STORE_FAILURES } from '../../../../src-main/core/entry/verdict.ts';
import { handleReading } from '../../../../src-main/core/scan/handle-reading.ts';
import type { Lane } from '../../../../src-main/core/scan/lane.ts';
import { newLane, nextLane } from '../../../../src-main/core/scan/lane.ts';
import {
  bhytAText,
  bhytBText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  opaqueText,
  placeText,
  unifiedText,
} from '../../../../src-main/devices/simulated/fake-people.ts';
import { createFakePorts, fakeTag, MORNING_UTC_MS } from '../../../support/fake-ports.ts';
import { LOOK_AT_THEM } from '../entry/rule-context.ts';

const RULES: RuleSettings = {
  version: 'test-1',
  repeatWindowMs: 30_000,
  acceptedKinds: PERSON_CODE_KINDS,
  addressReason: '',
  signedCodes: LOOK_AT_THEM,
};
const [one, two] = FAKE_PEOPLE;

/** A gate with one lane, over ports in memory. */
function standUp(rules: RuleSettings = RULES) {
  const fake = createFakePorts();
  let lane: Lane = newLane('lane-1', 'in');
  return {
    ...fake,
    scan: (text: string): Shown => {
      const answer = handleReading(
        { laneId: lane.id, readerKind: 'serial', text, encoding: 'utf-8' },
        lane,
        rules,
        fake.ports,
      );
      lane = answer.lane;
      return answer.shown;
    },
    turn: (direction: 'in' | 'out') => {
      lane = nextLane(lane, { type: 'direction-set', direction });
    },
  };
}

describe('a scan', () => {
  test('is one entry with all that a gate needs, and shown masked', () => {
    const gate = standUp();
    const shown = gate.scan('001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X|15042021');
    expect(gate.entries).toEqual([
      {
        at: {
          wallUtcMs: MORNING_UTC_MS,
          monotonicMs: 60_000,
          bootId: 'fake-boot',
          clockOffsetMs: null,
          clockUncertaintyMs: null,
        },
        laneId: 'lane-1',
        direction: 'in',
        inferred: false,
        readerKind: 'serial',
        codeKind: 'cccd',
        subjectTag: fakeTag({ scheme: 'citizen', value: '001099000000' }),
        codeLength: null,
        personal: {
          maskedName: 'Nguyễn Văn ***',
          maskedNumber: '******000000',
          name: 'Nguyễn Văn A',
          number: '001099000000',
          birthDate: { precision: 'day', year: 1999, month: 1, day: 1 },
          sex: 'male',
          phone: null,
          address: null,
          note: null,
        },
        verification: 'unsigned',
        issuer: null,
        trustVersion: null,
        verdict: 'admit',
        reasons: [],
        rulesVersion: 'test-1',
        corrects: null,
        tracing: null,
      },
    ]);
    expect(shown).toMatchObject({
      verdict: 'admit',
      codeKind: 'cccd',
      maskedName: 'Nguyễn Văn ***',
      entry: { device: 'fake-device', epoch: 'fake-epoch', seq: 1 },
    });
  });

  test('keeps neither address, parents, old number nor the card’s dates', () => {
    const gate = standUp();
    gate.scan('079303000000|012345678|Trần Thị B|05032003|Nữ|12 Đường C|12112025|079303000001|Trần Văn C|Lê Thị D|');
    expect(gate.entries).toHaveLength(1);
    expect(JSON.stringify(gate.entries)).not.toMatch(/Đường C|Văn C|Thị D|012345678|079303000001|2025,/u);
  });

  test('keeps the address, and nothing else more, where the venue has written down why', () => {
    const gate = standUp({ ...RULES, addressReason: 'Truy vết theo công văn của phường' });
    gate.scan('079303000000|012345678|Trần Thị B|05032003|Nữ|12 Đường C|12112025|079303000001|Trần Văn C|Lê Thị D|');
    expect(gate.entries[0]?.personal?.address).toBe('12 Đường C');
    expect(JSON.stringify(gate.entries)).not.toMatch(/Văn C|Thị D|012345678|079303000001|2025,/u);
  });

  test('of an unknown code keeps its length and its keyed hash, and nothing of the person', () => {
    const gate = standUp();
    const shown = gate.scan('VE-XE 7');
    expect(shown).toMatchObject({ verdict: 'check', reasons: ['unknown-code'], codeKind: 'opaque' });
    expect(gate.entries[0]).toMatchObject({
      codeKind: 'opaque',
      subjectTag: fakeTag({ scheme: 'opaque', value: 'VE-XE 7' }),
      codeLength: 7,
      personal: null,
      verification: 'none',
    });
  });

  test('of a place is refused, and a poster before the lens fills no log', () => {
    const gate = standUp();
    for (let times = 0; times < 5; times += 1) {
      expect(gate.scan(placeText())).toMatchObject({ verdict: 'refuse', codeKind: 'place' });
      gate.advance(2_000);
    }
    expect(gate.entries).toHaveLength(1);
    expect(gate.entries[0]).toMatchObject({ codeLength: null, personal: null });
  });

  test('that hides every number is to be checked, and has no tag', () => {
    const gate = standUp();
    expect(gate.scan('******000000|NGUYEN VAN A|1999-**-**|0||')).toMatchObject({
      verdict: 'check',
      reasons: ['number-hidden'],
      maskedNumber: '******000000',
    });
    expect(gate.entries[0]?.subjectTag).toBeNull();
  });

  test('that is unreadable writes nothing', () => {
    const gate = standUp();
    for (const text of ['', '\0\0', 'a\0b', 'x'.repeat(9_000), '001099000000|']) {
      expect(gate.scan(text)).toMatchObject({ verdict: 'unreadable', codeKind: null, entry: null });
    }
    expect(gate.entries).toEqual([]);
  });

  test('of a kind that the venue does not take is refused, and written', () => {
    const gate = standUp({ ...RULES, acceptedKinds: ['cccd', 'can-cuoc'] });
    expect(gate.scan(unifiedText(one))).toMatchObject({ verdict: 'refuse', reasons: ['kind-not-accepted'] });
    expect(gate.scan(cccdText(two)).verdict).toBe('admit');
    expect(gate.entries.map((entry) => entry.verdict)).toEqual(['refuse', 'admit']);
  });
});

describe('the same person again', () => {
  test('within the window writes nothing, and names the entry that stands', () => {
    const gate = standUp();
    const first = gate.scan(cccdText(one));
    gate.advance(30_000);
    const again = gate.scan(cccdText(one));
    expect(again).toMatchObject({
      verdict: 'already-recorded',
      entry: first.entry,
      recordedAtUtcMs: MORNING_UTC_MS,
      atUtcMs: MORNING_UTC_MS + 30_000,
    });
    expect(gate.entries).toHaveLength(1);
  });

  test('after the window is a return, and written', () => {
    const gate = standUp();
    gate.scan(cccdText(one));
    gate.advance(30_001);
    expect(gate.scan(cccdText(one))).toMatchObject({ verdict: 'admit', entry: { seq: 2 } });
  });

  test('in the other direction is written', () => {
    const gate = standUp();
    gate.scan(cccdText(one));
    gate.turn('out');
    expect(gate.scan(cccdText(one))).toMatchObject({ verdict: 'admit', direction: 'out' });
    expect(gate.entries.map((entry) => entry.direction)).toEqual(['in', 'out']);
  });

  test('on another lane is written', () => {
    const gate = standUp();
    gate.scan(cccdText(one));
    const reading = { laneId: 'lane-2', readerKind: 'camera', text: cccdText(one), encoding: 'utf-8' } as const;
    expect(handleReading(reading, newLane('lane-2', 'in'), RULES, gate.ports).shown.verdict).toBe('admit');
  });

  test('with another card of the same number is the same', () => {
    const gate = standUp();
    gate.scan(cccdText(one));
    expect(gate.scan(canCuocText(one)).verdict).toBe('already-recorded');
    expect(gate.scan(unifiedText(one)).verdict).toBe('already-recorded');
    gate.scan(bhytAText(one));
    expect(gate.scan(bhytBText(one)).verdict).toBe('already-recorded');
    expect(gate.entries).toHaveLength(2);
  });

  test('after the clock was set back is still a repeat, if it was set back by little', () => {
    const gate = standUp();
    gate.scan(cccdText(one));
    gate.turnWallClock(-20_000);
    expect(gate.scan(cccdText(one)).verdict).toBe('already-recorded');
  });

  test('with an unknown code is to be checked again, and written once', () => {
    const gate = standUp();
    gate.scan(opaqueText(one));
    expect(gate.scan(opaqueText(one))).toMatchObject({ verdict: 'check', entry: { seq: 1 } });
    expect(gate.entries).toHaveLength(1);
  });
});

describe('somebody on the watch list', () => {
  const key = { scheme: 'citizen', value: one.number } as const;

  test.each(['check', 'refuse'] as const)('is met with %s each time, and written once', (action) => {
    const gate = standUp();
    gate.watch(key, action);
    expect(gate.scan(cccdText(one))).toMatchObject({ verdict: action, reasons: ['on-watch-list'] });
    expect(gate.scan(cccdText(one)).verdict).toBe(action);
    expect(gate.entries.map((entry) => entry.verdict)).toEqual([action]);
  });

  test('who is taken off it is admitted at once, and the log says so', () => {
    const gate = standUp();
    gate.watch(key, 'refuse');
    gate.scan(cccdText(one));
    gate.watch(key, null);
    expect(gate.scan(cccdText(one)).verdict).toBe('admit');
    expect(gate.scan(cccdText(one)).verdict).toBe('already-recorded');
    expect(gate.entries.map((entry) => entry.verdict)).toEqual(['refuse', 'admit']);
  });

  test('is known by any code that says the number', () => {
    const gate = standUp();
    gate.watch(key, 'refuse');
    for (const text of [cccdText(one), canCuocText(one), unifiedText(one)]) {
      expect(gate.scan(text).verdict).toBe('refuse');
    }
  });
});

describe('a log that does not take the entry', () => {
  test.each(STORE_FAILURES)('(%s) puts the gate out of order, and admits nobody', (reason) => {
    const gate = standUp();
    gate.failCommits(reason);
    expect(gate.scan(cccdText(one))).toMatchObject({
      verdict: 'out-of-order',
      reasons: [reason],
      entry: null,
      recordedAtUtcMs: null,
    });
    expect(gate.entries).toEqual([]);
  });

  test('leaves no trace: when the disk is well again, the same person is admitted, not already recorded', () => {
    const gate = standUp();
    gate.failCommits('disk-full');
    gate.scan(cccdText(one));
    gate.failCommits(null);
    expect(gate.scan(cccdText(one))).toMatchObject({ verdict: 'admit', entry: { seq: 1 } });
  });

  test('still tells what needs no writing', () => {
    const gate = standUp();
    gate.scan(cccdText(one));
    gate.failCommits('disk-full');
    expect(gate.scan(cccdText(one)).verdict).toBe('already-recorded');
    expect(gate.scan('').verdict).toBe('unreadable');
  });

  test('by a fault of the program lets nothing be shown', () => {
    const { ports } = createFakePorts();
    const broken = {
      ...ports,
      log: {
        commit: () => {
          throw new Error('a fault');
        },
      },
    };
    const reading = { laneId: 'lane-1', readerKind: 'serial', text: cccdText(one), encoding: 'utf-8' } as const;
    expect(() => handleReading(reading, newLane('lane-1', 'in'), RULES, broken)).toThrow('a fault');
  });
});

describe('a code in two halves', () => {
  test('is one entry, and the half is tried again', () => {
    const gate = standUp();
    const text = bhytAText(one);
    expect(gate.scan(`${text.slice(0, 100)}\r`)).toMatchObject({ verdict: 'unreadable', reasons: ['half-code'] });
    gate.advance(100);
    expect(gate.scan(`${text.slice(100)}\r`)).toMatchObject({ verdict: 'admit', codeKind: 'bhyt-a' });
    expect(gate.entries).toHaveLength(1);
  });

  test('that was turned away in between is not joined', () => {
    const gate = standUp();
    const text = bhytAText(one);
    gate.scan(text.slice(0, 100));
    gate.turn('out');
    expect(gate.scan(text.slice(100))).toMatchObject({ verdict: 'unreadable', reasons: ['half-code'] });
  });
});

test('whatever is scanned, what is shown as recorded is in the log, and only that', () => {
  const text = fc.oneof(
    fc
      .constantFrom(...FAKE_PEOPLE.slice(0, 3))
      .chain((who) => fc.constantFrom(cccdText(who), bhytAText(who), opaqueText(who))),
    fc.constantFrom(placeText(), '', '001099000000|', '||||'),
    fc.string(),
  );
  const step = fc.record({
    text,
    afterMs: fc.nat({ max: 40_000 }),
    failure: fc.constantFrom(null, null, ...STORE_FAILURES),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const gate = standUp();
      for (const { text: scanned, afterMs, failure } of steps) {
        gate.advance(afterMs);
        gate.failCommits(failure);
        const before = gate.entries.length;
        const shown = gate.scan(scanned);
        const written = gate.entries.length - before;
        expect(written).toBe(shown.entry !== null && shown.recordedAtUtcMs === null ? 1 : 0);
        if (written === 1) {
          expect(shown.entry?.seq).toBe(gate.entries.length);
          expect(gate.entries.at(-1)).toMatchObject({ verdict: shown.verdict, laneId: shown.laneId });
        }
        if (shown.verdict === 'admit') expect(written).toBe(1);
        if (failure !== null) expect(written).toBe(0);
      }
    }),
  );
});
