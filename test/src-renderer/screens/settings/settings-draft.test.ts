import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../../src-main/contract/settings.ts';
import { defaultSettings, settings as settingsSchema } from '../../../../src-main/contract/settings.ts';
import {
  acceptKind,
  addLane,
  addReader,
  changeLane,
  draftErrors,
  hasChanges,
  removeLane,
  removeReader,
  replaceReader,
  sectionOfField,
  setRepeatWindow,
  settingsToSave,
} from '../../../../src-renderer/screens/settings/settings-draft.ts';

const LIVE = defaultSettings();

describe('a draft of the settings', () => {
  test('what was not touched is no change', () => {
    expect(hasChanges(LIVE, LIVE)).toBe(false);
    expect(hasChanges(removeLane(addLane(LIVE, 'Cổng 2'), 'lane-2'), LIVE)).toBe(false);
    expect(hasChanges(acceptKind(acceptKind(LIVE, 'cccd', false), 'cccd', true), LIVE)).toBe(false);
  });

  test('a new lane and a new reader take names that are free', () => {
    const draft = addReader(addReader(addLane(LIVE, 'Cổng 2'), 'camera'), 'serial');
    expect(draft.lanes.map(({ id }) => id)).toEqual(['lane-1', 'lane-2']);
    expect(draft.readers.map(({ id }) => id)).toEqual(['camera-1', 'wedge-1', 'camera-2', 'serial-1']);
  });

  test('a lane takes its readers along', () => {
    expect(removeLane(addLane(LIVE, 'Cổng 2'), 'lane-1').readers).toEqual([]);
  });

  test('an old draft turns no lane back and undoes no enrolment', () => {
    const live: Settings = {
      ...LIVE,
      lanes: [{ id: 'lane-1', name: 'Cổng 1', direction: 'out' }],
      collector: { url: 'http://127.0.0.1:1', name: 'Khu A' },
    };
    const saved = settingsToSave(changeLane(LIVE, 'lane-1', { name: ' Cổng chính ' }), live);
    expect(saved.lanes).toEqual([{ id: 'lane-1', name: 'Cổng chính', direction: 'out' }]);
    expect(saved.collector).toEqual(live.collector);
  });

  test('what the gate would refuse is found before it is sent', () => {
    const nameless = changeLane(LIVE, 'lane-1', { name: '  ' });
    const unnamed = { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: ' ', baudRate: 9600 } as const;
    const portless = replaceReader(addReader(nameless, 'serial'), unnamed);
    const kindless = LIVE.rules.acceptedKinds.reduce((draft, kind) => acceptKind(draft, kind, false), portless);
    expect(draftErrors(kindless)).toEqual([
      { path: 'lanes.0.name', error: 'name' },
      { path: 'readers.2.path', error: 'port' },
      { path: 'rules.acceptedKinds', error: 'accepted' },
    ]);
  });

  test('each field leads to the section where it stands', () => {
    expect(
      ['lanes.0.name', 'readers.2.path', 'rules', 'screen.volume', 'collector.url', null].map(sectionOfField),
    ).toEqual(['lanes', 'readers', 'rules', 'screen', 'collector', 'venue']);
  });

  test('whatever is pressed, a draft without errors is one that the gate takes', () => {
    fc.assert(
      fc.property(fc.array(anyStep(), { maxLength: 14 }), (steps) => {
        const draft = steps.reduce((before, step) => step(before), LIVE);
        const isTaken = settingsSchema.safeParse(settingsToSave(draft, LIVE)).success;
        expect(draftErrors(draft).length === 0).toBe(isTaken);
      }),
    );
  });
});

type Step = (draft: Settings) => Settings;

/** Only what the screen lets one press: the last lane cannot be removed. */
function anyStep(): fc.Arbitrary<Step> {
  const at = fc.nat({ max: 5 });
  return fc.oneof(
    fc.constantFrom('Cổng 2', '', ' ').map(
      (name): Step =>
        (draft) =>
          addLane(draft, name),
    ),
    at.map(
      (index): Step =>
        (draft) => {
          const lane = draft.lanes[index];
          return lane === undefined || draft.lanes.length === 1 ? draft : removeLane(draft, lane.id);
        },
    ),
    fc.constantFrom('serial' as const, 'camera' as const, 'wedge' as const).map(
      (kind): Step =>
        (draft) =>
          addReader(draft, kind),
    ),
    fc.tuple(at, fc.constantFrom('/dev/ttyACM0', '')).map(
      ([index, path]): Step =>
        (draft) => {
          const reader = draft.readers[index];
          return reader?.kind === 'serial' ? replaceReader(draft, { ...reader, path }) : draft;
        },
    ),
    at.map(
      (index): Step =>
        (draft) => {
          const reader = draft.readers[index];
          return reader === undefined ? draft : removeReader(draft, reader.id);
        },
    ),
    fc.tuple(fc.constantFrom(...LIVE.rules.acceptedKinds), fc.boolean()).map(
      ([kind, isAccepted]): Step =>
        (draft) =>
          acceptKind(draft, kind, isAccepted),
    ),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map(
      (windowMs): Step =>
        (draft) =>
          setRepeatWindow(draft, windowMs),
    ),
  );
}
