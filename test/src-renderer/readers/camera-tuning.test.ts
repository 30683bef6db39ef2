import { describe, expect, test } from 'vitest';
import { PLAIN_PICTURE } from '../../../src-renderer/parts/contract-lists.ts';
import { abilitiesOf, tune, tuningFor } from '../../../src-renderer/readers/camera-tuning.ts';

const WEBCAM = {
  focusMode: ['manual', 'continuous'],
  focusDistance: { min: 0, max: 250, step: 5 },
  exposureMode: ['manual', 'continuous'],
  exposureTime: { min: 3, max: 2_047, step: 1 },
  exposureCompensation: { min: -2, max: 2, step: 0.5 },
  zoom: { min: 100, max: 500, step: 1 },
  torch: true,
};

/** A track that takes what it is told, or refuses it by name. */
function fakeTrack(capabilities: object, refuses: (wish: object) => boolean = () => false) {
  const applied: object[] = [];
  const track = {
    getCapabilities: () => capabilities,
    applyConstraints: async ({ advanced: [wish = {}] = [] }: { readonly advanced?: readonly object[] }) => {
      if (refuses(wish)) throw new DOMException('', 'OverconstrainedError');
      applied.push(wish);
    },
  };
  return { track: track as unknown as MediaStreamTrack, applied };
}

describe('a camera that has everything', () => {
  const abilities = abilitiesOf(WEBCAM);

  test('left to itself follows focus and light, and its lamp is out', () => {
    expect(Object.assign({}, ...tuningFor(PLAIN_PICTURE, abilities))).toEqual({
      focusMode: 'continuous',
      exposureMode: 'continuous',
      exposureCompensation: 0,
      zoom: 100,
      torch: false,
    });
    const tablet = abilitiesOf({ zoom: { min: 0.5, max: 8, step: 0.1 } });
    expect(tuningFor(PLAIN_PICTURE, tablet)).toEqual([{ zoom: 1 }]);
  });

  test('is told what is set, within its bounds', () => {
    const picture = { ...PLAIN_PICTURE, focusDistance: 999, zoom: 50, exposureTime: 80, isTorchOn: true };
    expect(Object.assign({}, ...tuningFor(picture, abilities))).toEqual({
      focusMode: 'manual',
      focusDistance: 250,
      exposureMode: 'manual',
      exposureTime: 80,
      zoom: 100,
      torch: true,
    });
  });

  test('is told at once, and one by one where it refuses all of it together', async () => {
    const all = fakeTrack(WEBCAM);
    await tune(all.track, PLAIN_PICTURE);
    expect(all.applied).toHaveLength(1);
    const some = fakeTrack(WEBCAM, (wish) => 'torch' in wish);
    await tune(some.track, PLAIN_PICTURE);
    expect(some.applied).toEqual([
      { focusMode: 'continuous' },
      { exposureMode: 'continuous' },
      { exposureCompensation: 0 },
      { zoom: 100 },
    ]);
  });
});

test.each([
  {},
  { focusMode: ['none'], torch: false, zoom: { min: 1, max: 1 } },
  { focusDistance: 'far', zoom: null, torch: [false] },
])('a camera with %j is asked for nothing, whatever is set', async (capabilities) => {
  const { track, applied } = fakeTrack(capabilities);
  await tune(track, { ...PLAIN_PICTURE, focusDistance: 3, zoom: 2, exposureCompensation: 1, isTorchOn: true });
  expect(applied).toEqual([]);
});
