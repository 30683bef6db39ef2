/** What is in a picture that could not be read at once? One attempt a picture, another one at the next. */

import { createSoftAverage } from '../average/soft-average.ts';
import type { Candidate } from '../candidate.ts';
import { findCandidates } from '../detect/find-candidates.ts';
import { regionsOf, wholeOf } from '../detect/regions.ts';
import type { Look, Zxing } from '../engines/zxing-wasm.ts';
import type { Grey } from '../grey.ts';
import type { Region } from '../prepare/filters.ts';
import { cropped, enlarged, evened, sharpened, smoothed } from '../prepare/filters.ts';
import { readCandidate } from '../sample/read-candidate.ts';
import type { Symbol2d } from '../symbol.ts';

/** In the order in which they read most that the ones before did not. */
export const HARD_STEPS = [
  'own',
  'enlarged',
  'own-sharp',
  'smooth',
  'own-smooth',
  'sharp',
  'sharper',
  'even',
  'plain',
] as const;
export type HardStep = (typeof HARD_STEPS)[number];
/** Where the steps look that prepare a picture: in its busiest parts, which is quicker, or in all of it, which misses nothing. */
export const EXTENTS = ['parts', 'whole'] as const;
export type Extent = (typeof EXTENTS)[number];

export type HardLane = {
  /** One step on one picture; as long as a few frames in the worst case. */
  readonly take: (grey: Grey, step: HardStep, extent: Extent) => Symbol2d | null;
  /** Reads the first of the candidates that can be read. */
  readonly read: (grey: Grey, candidates: readonly Candidate[]) => Symbol2d | null;
};

/** Larger pictures are not enlarged any further. */
const MOST_PIXELS_ENLARGED = 1_400_000;
/** Of the surroundings that contrast is judged by: more than a finder pattern, less than most shadows. */
const EVEN_RADIUS_PX = 12;
/** Places of pictures before, looked at once more in each. */
const MOST_LOOKED_AT_AGAIN = 2;
const HARD_LOOK: Look = { isHalved: false, isDenoised: false, withFailed: true };

type OnUnread = (candidate: Candidate, soft: Float32Array) => Symbol2d | null;

/** For pictures one after another. `takenAtMs`: of the picture, by any clock that only goes forward. */
export type FrameDecoder = { readonly decode: (grey: Grey, takenAtMs: number) => Symbol2d | null };

/** Each picture gets the next step; what was seen in it and not read helps to read the same code in the pictures after it. */
export function createHardDecoder(zxing: Zxing): FrameDecoder {
  const average = createSoftAverage();
  let atMs = 0;
  const lane = createHardLane(zxing, (candidate, soft) => average.add({ candidate, soft, takenAtMs: atMs }));
  let turn = 0;

  function look(grey: Grey): Symbol2d | null {
    // A step may not find again what another one found; looking where it was costs little.
    const again = lane.read(grey, average.places(atMs).slice(0, MOST_LOOKED_AT_AGAIN));
    if (again !== null) return again;
    const step = HARD_STEPS[turn % HARD_STEPS.length] ?? 'plain';
    const extent = EXTENTS[Math.floor(turn / HARD_STEPS.length) % EXTENTS.length] ?? 'whole';
    turn += 1;
    return lane.take(grey, step, extent);
  }

  return {
    decode: (grey, takenAtMs) => {
      atMs = takenAtMs;
      const symbol = look(grey);
      if (symbol !== null) average.clear();
      return symbol;
    },
  };
}

/** `onUnread` hears of each symbol that was seen and not read, and may know more of it. */
export function createHardLane(zxing: Zxing, onUnread: OnUnread = () => null): HardLane {
  return {
    take: (grey, step, extent) => {
      if (step === 'own') return readFirst(grey, findCandidates(grey));
      // Blur hides the rings of the finder patterns; what they surround is better read as it is.
      if (step === 'own-sharp') return readFirst(grey, findCandidates(sharpened(grey, 3, 3)));
      // Noise hides them as well, and many pictures of a code in little light are read together as soon as it is found.
      if (step === 'own-smooth') return readFirst(grey, findCandidates(smoothed(grey)));
      if (step === 'plain') return lookAt(grey, grey, wholeOf(grey), 1, { ...HARD_LOOK, isHalved: true });
      for (const region of extent === 'whole' ? [wholeOf(grey)] : regionsOf(grey)) {
        const part = cropped(grey, region);
        const prepared = prepare(part, step);
        const symbol = lookAt(grey, prepared, region, prepared.width / part.width, {
          ...HARD_LOOK,
          isDenoised: step === 'enlarged',
        });
        if (symbol !== null) return symbol;
      }
      return null;
    },
    read: readFirst,
  };

  function lookAt(grey: Grey, prepared: Grey, region: Region, scale: number, look: Look): Symbol2d | null {
    const { symbol, failed } = zxing.look(prepared, look);
    if (symbol !== null) return symbol;
    return readFirst(
      grey,
      failed.map((candidate) => moved(candidate, region, scale)),
    );
  }

  function readFirst(grey: Grey, candidates: readonly Candidate[]): Symbol2d | null {
    for (const candidate of candidates) {
      const { symbol, soft } = readCandidate(grey, candidate);
      const read = symbol ?? (soft === null ? null : onUnread(candidate, soft));
      if (read !== null) return read;
    }
    return null;
  }
}

function prepare(part: Grey, step: Exclude<HardStep, 'own' | 'own-sharp' | 'own-smooth' | 'plain'>): Grey {
  const isLarge = part.width * part.height > MOST_PIXELS_ENLARGED;
  const better =
    step === 'sharp'
      ? sharpened(part, 3, 3)
      : step === 'sharper'
        ? sharpened(part, 5, 4)
        : step === 'smooth'
          ? smoothed(part)
          : step === 'even'
            ? evened(part, EVEN_RADIUS_PX)
            : part;
  return isLarge ? better : enlarged(better);
}

function moved(candidate: Candidate, region: Region, scale: number): Candidate {
  const [topLeft, topRight, bottomRight, bottomLeft] = candidate.corners.map(({ x, y }) => ({
    x: x / scale + region.x,
    y: y / scale + region.y,
  }));
  if (topLeft === undefined || topRight === undefined || bottomRight === undefined || bottomLeft === undefined)
    return candidate;
  return { ...candidate, corners: [topLeft, topRight, bottomRight, bottomLeft] };
}
