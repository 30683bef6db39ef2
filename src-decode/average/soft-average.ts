/** What does a code say that no single picture shows well enough, from several pictures of it together? */

import type { Candidate, Corners } from '../candidate.ts';
import { decodeGrid } from '../qr/decode-grid.ts';
import { layoutOf } from '../qr/layout.ts';
import type { Symbol2d } from '../symbol.ts';
import { isSameCode } from './same-code.ts';

/** Pictures older than this are forgotten: somebody else may stand there. */
export const LONGEST_AGE_MS = 600;
/** Codes that are followed at the same time, and pictures kept of each. */
const MOST_TRACKS = 4;
const MOST_SIGHTINGS = 8;
/** A picture without any noise would outweigh all others for ever. */
const LEAST_VARIANCE = 0.02;

/** One look at a code that could not be read. */
export type Unread = {
  readonly candidate: Candidate;
  /** By row and column: the higher the darker, about ±1. */
  readonly soft: Float32Array;
  readonly takenAtMs: number;
};

/** Its `soft` is ±1 at a plain module; `weight`: how far it is to be believed. */
type Sighting = Unread & { readonly weight: number };

/** Sightings of one code, the oldest first; never empty. */
type Track = readonly [Sighting, ...Sighting[]];

export type SoftAverage = {
  /** Adds a look; returns the symbol where this and earlier ones of the same code together can be read. */
  readonly add: (unread: Unread) => Symbol2d | null;
  /** Where codes were seen lately that are not read yet, the one last seen first: it is worth looking there again. */
  readonly places: (nowMs: number) => readonly Candidate[];
  /** Forgets everything: what was read needs no more help. */
  readonly clear: () => void;
};

/**
 * Looks are added up only where `isSameCode` says that they show the same code, and what comes out is read by the same rule
 * as any grid: two people's codes are never mixed, and a wrong text is as unlikely as from a single picture.
 */
export function createSoftAverage(): SoftAverage {
  /** The one last seen first. */
  let tracks: readonly Track[] = [];

  function forget(nowMs: number): void {
    tracks = tracks.flatMap((track) => {
      const [first, ...others] = track.filter(({ takenAtMs }) => Math.abs(nowMs - takenAtMs) <= LONGEST_AGE_MS);
      return first === undefined ? [] : [[first, ...others] as const];
    });
  }

  function add(unread: Unread): Symbol2d | null {
    forget(unread.takenAtMs);
    const sighting = weighed(unread);
    if (sighting === null) return null;
    const known = tracks.find((track) => continues(track, sighting));
    const track: Track = known === undefined ? [sighting] : extended(known, sighting);
    tracks = [track, ...tracks.filter((other) => other !== known)].slice(0, MOST_TRACKS);
    if (track.length < 2) return null;
    return decodeGrid(averageOf(track), sighting.candidate.dimension).symbol;
  }

  return {
    add,
    places: (nowMs) => {
      forget(nowMs);
      return tracks.map((track) => lastOf(track).candidate);
    },
    clear: () => {
      tracks = [];
    },
  };
}

/** Weighed by how surely it shows the modules that are known; `null` for what shows them no better than noise. */
function weighed(unread: Unread): Sighting | null {
  const { known, knownPlaces } = layoutOf(unread.candidate.dimension);
  let sum = 0;
  let squares = 0;
  for (const place of knownPlaces) {
    const agreement = (known[place] === 1 ? 1 : -1) * (unread.soft[place] ?? 0);
    sum += agreement;
    squares += agreement * agreement;
  }
  const level = sum / knownPlaces.length;
  const variance = squares / knownPlaces.length - level * level;
  if (!(level > 0)) return null;
  const soft = unread.soft.map((value) => value / level);
  // With normal noise the odds of dark to light are exp(2 × value ÷ variance), and the odds of pictures multiply.
  return { ...unread, soft, weight: 1 / Math.max(variance / (level * level), LEAST_VARIANCE) };
}

function continues(track: Track, { candidate, soft }: Sighting): boolean {
  const last = lastOf(track).candidate;
  if (last.dimension !== candidate.dimension || !overlap(last.corners, candidate.corners)) return false;
  return isSameCode(averageOf(track), soft, layoutOf(candidate.dimension));
}

/** Two looks at the same picture have the same noise: the better one counts. */
function extended(track: Track, sighting: Sighting): Track {
  const twin = track.find(({ takenAtMs }) => takenAtMs === sighting.takenAtMs);
  if (twin !== undefined && twin.weight >= sighting.weight) return track;
  const [first, ...others] = [...track.filter((other) => other !== twin), sighting].slice(-MOST_SIGHTINGS);
  return [first ?? sighting, ...others];
}

function averageOf(track: Track): Float32Array {
  const average = new Float32Array(track[0].soft.length);
  const whole = track.reduce((sum, { weight }) => sum + weight, 0);
  for (const { soft, weight } of track) {
    for (let place = 0; place < average.length; place += 1) {
      average[place] = (average[place] as number) + (weight / whole) * (soft[place] as number);
    }
  }
  return average;
}

/** Whether the middle of one lies within the other, or nearly. */
function overlap(one: Corners, other: Corners): boolean {
  const [here, there] = [middleOf(one), middleOf(other)];
  const [topLeft, , bottomRight] = other;
  const reach = Math.hypot(topLeft.x - bottomRight.x, topLeft.y - bottomRight.y) / 2;
  return Math.hypot(here.x - there.x, here.y - there.y) < reach;
}

function middleOf(corners: Corners): { readonly x: number; readonly y: number } {
  const sum = corners.reduce((so, { x, y }) => ({ x: so.x + x, y: so.y + y }), { x: 0, y: 0 });
  return { x: sum.x / 4, y: sum.y / 4 };
}

function lastOf(track: Track): Sighting {
  return track.at(-1) ?? track[0];
}
