/** Is a camera judged by what it shows, also where the test was over before anybody could have looked twice? */

import { expect, test } from 'vitest';
import type { VideoSignal } from '../../../../src-renderer/readers/video-signal.ts';
import { watchCameras } from '../../../../src-renderer/screens/readiness/watch-cameras.ts';

const QUALITY = { meanLevel: 120, sharpness: 0.6, glareShare: 0, isBlack: false };
const first: VideoSignal = { framesPerSecond: null, width: 1280, height: 720, quality: QUALITY };
const next: VideoSignal = { ...first, framesPerSecond: 30 };

function watched(readerIds: readonly string[]) {
  const looks: ((signal: VideoSignal | null) => void)[] = [];
  let closed = 0;
  const cameras = watchCameras(readerIds, (_, onSignal) => {
    looks.push(onSignal);
    return {
      close: () => {
        closed += 1;
      },
    };
  });
  let found: Awaited<ReturnType<typeof cameras.seen>> | null = null;
  const settled = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    return found;
  };
  void cameras.seen().then((all) => {
    found = all;
  });
  const look = (index: number, signal: VideoSignal | null) => looks[index]?.(signal);
  return { cameras, look, settled, closed: () => closed };
}

test('whoever is quicker than two looks waits for the second: a picture that was seen once is not taken for one that stands still', async () => {
  const { look, settled } = watched(['camera-1', 'camera-2']);
  look(0, first);
  look(1, first);
  expect(await settled()).toBeNull();
  look(0, next);
  expect(await settled()).toBeNull();
  look(1, next);
  const picture = { width: 1280, height: 720, framesPerSecond: 30, ...QUALITY };
  expect(await settled()).toEqual([
    { readerId: 'camera-1', picture },
    { readerId: 'camera-2', picture },
  ]);
});

test('a camera that shows nothing is waited for three seconds, and no longer', async () => {
  const { look, settled } = watched(['camera-1']);
  for (let time = 0; time < 5; time += 1) look(0, null);
  expect(await settled()).toBeNull();
  look(0, null);
  expect(await settled()).toEqual([{ readerId: 'camera-1', picture: null }]);
});

test('nobody waits for cameras that are not there, nor for those of a page that is closed', async () => {
  expect(await watched([]).settled()).toEqual([]);
  const { cameras, look, settled, closed } = watched(['camera-1']);
  look(0, first);
  cameras.close();
  expect((await settled())?.[0]?.readerId).toBe('camera-1');
  expect(closed()).toBe(1);
});
