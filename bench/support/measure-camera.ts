/** How long from the frame that shows a code to the painted verdict? */

import { setTimeout as delay } from 'node:timers/promises';
import type { FakePerson } from '../../src-main/devices/simulated/fake-people.ts';
import { cccdText } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { makeFilm } from '../../test/support/camera-film.ts';
import { openScreen } from './open-gate-and-screen.ts';
import type { Spread } from './statistics.ts';
import { spread } from './statistics.ts';

const SCENE_SECONDS = 0.6;
const LONGEST_WAIT_MS = 90_000;

/** Plays a film in which one person after the other shows a card for a moment, with empty frames between. */
export async function measureCamera(
  gate: OpenedGate,
  film: { readonly people: readonly FakePerson[]; readonly path: string },
): Promise<{ shownMs: Spread }> {
  const scenes = film.people.flatMap((person) => [
    { text: cccdText(person), seconds: SCENE_SECONDS },
    { text: null, seconds: SCENE_SECONDS },
  ]);
  await makeFilm({ path: film.path, scenes, width: 1280, height: 720, fps: 15 });
  const screen = await openScreen(gate, film.path);
  try {
    const until = Date.now() + LONGEST_WAIT_MS;
    let seen = await screen.cameraPainted();
    // Twice round the film: the second time most are "already recorded", which is painted all the same.
    while (seen.length < film.people.length * 2 && Date.now() < until) {
      await delay(500);
      seen = await screen.cameraPainted();
    }
    return { shownMs: spread(seen.map(({ takenAtMs, paintedAtMs }) => paintedAtMs - takenAtMs)) };
  } finally {
    await screen.close();
  }
}
