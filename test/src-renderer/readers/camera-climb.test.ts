import { describe, expect, test } from 'vitest';
import type { FrameQuality } from '../../../src-decode/frame-quality.ts';
import { startClimb } from '../../../src-renderer/readers/camera-climb.ts';

type Size = { readonly width: number; readonly height: number };

/** A camera that gives what it is asked for, up to `most`. */
function fakeTrack(most: Size, first: Size = { width: 1280, height: 720 }) {
  const asked: number[] = [];
  const track = {
    getSettings: () => first,
    getCapabilities: () => ({ width: { max: most.width }, height: { max: most.height } }),
    applyConstraints: async ({ width }: { readonly width: { readonly ideal: number } }) => {
      asked.push(width.ideal);
    },
  };
  return { track: track as unknown as MediaStreamTrack, asked };
}

const LARGE = { width: 1920, height: 1080 };
const QUALITY: FrameQuality = {
  meanLevel: 110,
  isBlack: false,
  glareShare: 0,
  sharpness: 0.4,
  motion: 0.5,
  isSame: false,
  subject: null,
};

/** Pictures at thirty a second; after each the browser gets to do what it was asked. */
async function show(
  climb: ReturnType<typeof startClimb>,
  count: number,
  { quality = QUALITY, latencyMs = 15, everyMs = 33 } = {},
): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    const takenAtMs = number * everyMs;
    climb.saw({ quality, takenAtMs, decodedAtMs: takenAtMs + latencyMs });
    await Promise.resolve();
    await Promise.resolve();
  }
}

describe('a camera that has a larger picture', () => {
  test('is tried with it once, and left there where it is as sharp', async () => {
    const { track, asked } = fakeTrack(LARGE);
    const climb = startClimb(track);
    await show(climb, 60);
    expect(asked).toEqual([1920]);
    await show(climb, 300, { latencyMs: 40 });
    expect(asked).toEqual([1920]);
  });

  test('goes back where the larger picture is only enlarged, and is not tried again', async () => {
    const { track, asked } = fakeTrack(LARGE);
    const climb = startClimb(track);
    await show(climb, 60);
    await show(climb, 60, { quality: { ...QUALITY, sharpness: 0.27 } });
    await show(climb, 300);
    expect(asked).toEqual([1920, 1280]);
  });

  test('is left alone while somebody is there', async () => {
    const { track, asked } = fakeTrack(LARGE);
    const climb = startClimb(track);
    await show(climb, 200, { quality: { ...QUALITY, motion: 8 } });
    expect(asked).toEqual([]);
    await show(climb, 1);
    expect(asked).toEqual([1920]);
  });

  test('is left alone on a machine that is slow already', async () => {
    const { track, asked } = fakeTrack(LARGE);
    await show(startClimb(track), 200, { latencyMs: 80 });
    expect(asked).toEqual([]);
  });
});

test('a camera without a larger picture is asked for none', async () => {
  const { track, asked } = fakeTrack({ width: 1280, height: 720 });
  await show(startClimb(track), 200);
  expect(asked).toEqual([]);
});
