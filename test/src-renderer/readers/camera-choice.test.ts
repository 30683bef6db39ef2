import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAIN_PICTURE } from '../../../src-renderer/parts/contract-lists.ts';
import type { CameraWish, SeenCamera } from '../../../src-renderer/readers/camera-choice.ts';
import { chooseCamera, claimedIds } from '../../../src-renderer/readers/camera-choice.ts';

const camera = (deviceId: string, label = `Camera ${deviceId}`, facing: SeenCamera['facing'] = null): SeenCamera => ({
  deviceId,
  label,
  facing,
});
const wish = (part: Partial<CameraWish>): CameraWish => ({
  deviceId: 'a',
  label: 'Camera a',
  facing: null,
  mayStandIn: false,
  claimedIds: [],
  ...part,
});
const chosen = (deviceId: string) => ({ type: 'camera', deviceId, isStandIn: false });
const away = { type: 'away' };

describe('the camera that is meant', () => {
  test('is known by its id', () => {
    expect(chooseCamera([camera('b'), camera('a')], wish({}))).toEqual(chosen('a'));
  });

  test('is known by its name where its id changed', () => {
    expect(chooseCamera([camera('b'), camera('new', 'Camera a')], wish({}))).toEqual(chosen('new'));
  });

  test('is known by where it looks among several of its name, and not guessed among equals', () => {
    const [front, back] = [camera('front', 'Camera a', 'user'), camera('back', 'Camera a', 'environment')];
    expect(chooseCamera([front, back], wish({ facing: 'environment' }))).toEqual(chosen('back'));
    expect(chooseCamera([camera('x', 'Camera a'), camera('y', 'Camera a')], wish({}))).toEqual(away);
  });

  test('is not the twin that belongs to another lane', () => {
    expect(chooseCamera([camera('b', 'Camera a')], wish({ claimedIds: ['b'] }))).toEqual(away);
  });

  test('is the only one of the machine, where the settings are older than its name', () => {
    expect(chooseCamera([camera('new')], wish({ label: '' }))).toEqual(chosen('new'));
    expect(chooseCamera([camera('new'), camera('b')], wish({ label: '' }))).toEqual(away);
    expect(chooseCamera([camera('new')], wish({}))).toEqual(away);
  });

  test('is tried by its id while the browser does not name any', () => {
    expect(chooseCamera([camera('', '')], wish({}))).toEqual(chosen('a'));
  });
});

describe('while the camera that is meant is away', () => {
  test('another is taken only where the venue allows it', () => {
    expect(chooseCamera([camera('b')], wish({}))).toEqual(away);
    expect(chooseCamera([camera('b')], wish({ mayStandIn: true }))).toEqual({ ...chosen('b'), isStandIn: true });
  });

  test('that of another lane is not taken even then', () => {
    expect(chooseCamera([camera('b')], wish({ mayStandIn: true, claimedIds: ['b'] }))).toEqual(away);
  });
});

describe('where no camera is meant', () => {
  test('the browser takes its first', () => {
    expect(chooseCamera([camera('b')], wish({ deviceId: null }))).toEqual({ type: 'any' });
  });

  test('that of another lane is left alone, and the one that looks away from the screen goes first', () => {
    const cameras = [camera('a'), camera('front', 'front', 'user'), camera('back', 'back', 'environment')];
    expect(chooseCamera(cameras, wish({ deviceId: null, claimedIds: ['a'] }))).toEqual(chosen('back'));
    expect(chooseCamera([camera('a')], wish({ deviceId: null, claimedIds: ['a'] }))).toEqual(away);
  });
});

test('whatever is there, a camera of another lane is never taken', () => {
  const seen = fc.array(
    fc.record({
      deviceId: fc.constantFrom('', 'a', 'b', 'c', 'd'),
      label: fc.constantFrom('', 'one', 'two'),
      facing: fc.constantFrom<SeenCamera['facing']>('user', 'environment', null),
    }),
    { maxLength: 4 },
  );
  const wished = fc.record({
    deviceId: fc.constantFrom('a', 'gone', null),
    label: fc.constantFrom('', 'one', 'two'),
    facing: fc.constantFrom<SeenCamera['facing']>('user', 'environment', null),
    mayStandIn: fc.boolean(),
    claimedIds: fc.subarray(['b', 'c']),
  });
  fc.assert(
    fc.property(seen, wished, (cameras, each) => {
      const choice = chooseCamera(cameras, each);
      if (choice.type === 'camera') expect(each.claimedIds).not.toContain(choice.deviceId);
      if (choice.type === 'camera' && choice.isStandIn) expect(each.mayStandIn).toBe(true);
    }),
  );
});

test('the cameras of the other readers are claimed, one’s own is not', () => {
  const reader = (id: string, deviceId: string | null) => ({
    kind: 'camera' as const,
    id,
    laneId: 'lane-1',
    deviceId,
    label: '',
    facing: null,
    mayStandIn: false,
    picture: PLAIN_PICTURE,
  });
  const readers = [reader('camera-1', 'a'), reader('camera-2', 'b'), reader('camera-3', null)];
  expect(claimedIds(readers, 'camera-1')).toEqual(['b']);
});
