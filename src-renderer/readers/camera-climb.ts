/** Is this camera better with a larger picture? Tried once for each opening, while nobody holds anything before it. */

import type { FrameQuality } from '../../src-decode/frame-quality.ts';
import type { Spell } from './camera-ladder.ts';
import { isWorthIt, mayClimb, rungAbove, wishesFor } from './camera-ladder.ts';

/** So many pictures are looked at before and after; at thirty a second, about a second and a half. */
const PICTURES_A_SPELL = 45;
/** The first pictures of another size come late, dark or torn. */
const PICTURES_TO_SETTLE = 10;
/** More motion than this, and somebody is there. */
const MOST_MOTION = 1.5;

export type SeenPicture = {
  readonly quality: FrameQuality;
  readonly takenAtMs: number;
  readonly decodedAtMs: number;
};

export type CameraClimb = { readonly saw: (picture: SeenPicture) => void };

type Phase = 'before' | 'changing' | 'after' | 'done';

/** Changes the track's size up, and down again where that was not worth it. A camera that cannot stays as it is. */
export function startClimb(track: MediaStreamTrack): CameraClimb {
  let phase: Phase = 'before';
  let seen: SeenPicture[] = [];
  let before: Spell | null = null;
  const { width = 0, height = 0 } = track.getSettings();
  const { width: most, height: highest } = track.getCapabilities();
  const above = rungAbove({ width, height }, { width: most?.max ?? 0, height: highest?.max ?? 0 });

  async function change(to: { readonly width: number; readonly height: number }, next: Phase): Promise<void> {
    phase = 'changing';
    seen = [];
    try {
      await track.applyConstraints(wishesFor(to));
      phase = next;
    } catch {
      phase = 'done';
    }
  }

  return {
    saw: (picture) => {
      if (phase === 'done' || phase === 'changing' || above === null) return;
      seen.push(picture);
      if (seen.length < PICTURES_TO_SETTLE + PICTURES_A_SPELL) return;
      const spell = spellOf(seen.slice(PICTURES_TO_SETTLE));
      if (phase === 'before') {
        seen = seen.slice(1);
        // Not in the middle of somebody's card: the picture stands still for a moment while it changes.
        if (picture.quality.subject !== null || picture.quality.motion > MOST_MOTION) return;
        before = spell;
        if (mayClimb(spell)) void change(above, 'after');
        else phase = 'done';
        return;
      }
      if (before !== null && isWorthIt(before, spell)) phase = 'done';
      else void change({ width, height }, 'done');
    },
  };
}

function spellOf(pictures: readonly SeenPicture[]): Spell {
  const [first, last] = [pictures[0], pictures.at(-1)];
  const spanMs = first === undefined || last === undefined ? 0 : last.takenAtMs - first.takenAtMs;
  const sharpness = pictures.flatMap(({ quality }) => (quality.sharpness === null ? [] : [quality.sharpness]));
  return {
    pictures: pictures.length,
    framesPerSecond: spanMs <= 0 ? 0 : ((pictures.length - 1) * 1_000) / spanMs,
    meanLatencyMs: mean(pictures.map(({ takenAtMs, decodedAtMs }) => decodedAtMs - takenAtMs)),
    meanSharpness: sharpness.length === 0 ? null : mean(sharpness),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
