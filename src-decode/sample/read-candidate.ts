/** What does a symbol say that was seen but is too blurred, small, dark or damaged to be read plainly? */

import type { Candidate } from '../candidate.ts';
import type { Grey } from '../grey.ts';
import { decodeGrid } from '../qr/decode-grid.ts';
import { layoutOf } from '../qr/layout.ts';
import type { Symbol2d } from '../symbol.ts';
import { equalise, learnEqualiser } from './equaliser.ts';
import { refineCorners } from './refine-corners.ts';
import type { Samples } from './sample-modules.ts';
import { modulesOf, sampleModules } from './sample-modules.ts';

/** Below this the known modules do not lie on the picture: whatever it is, it is no symbol of this size. */
const LEAST_AGREEMENT = 0.3;
/** How often the equaliser learns again from what it made out itself. */
const ROUNDS = 3;
const WEIGHT_OF_KNOWN = 2;

export type CandidateReading = {
  readonly symbol: Symbol2d | null;
  /** How well the known modules agree, up to 1; `null` where there is no symbol. */
  readonly agreement: number | null;
  /** The best that was made out of each module, for the next picture of the same symbol. */
  readonly soft: Float32Array | null;
};

/** Reads it the hard way: corners, samples, then an equaliser that learns from the modules that every code has. */
export function readCandidate(grey: Grey, candidate: Candidate): CandidateReading {
  const layout = layoutOf(candidate.dimension);
  const refined = refineCorners(grey, uprightCorners(candidate), layout);
  if (refined === null || refined.agreement < LEAST_AGREEMENT) return { symbol: null, agreement: null, soft: null };
  const { corners, agreement, isInverted } = refined;
  const samples = sampleModules(grey, corners, candidate.dimension, isInverted);
  const { symbol, soft } = readSamples(samples, layout.known);
  return { symbol, agreement, soft };
}

function readSamples(samples: Samples, known: Int8Array): { symbol: Symbol2d | null; soft: Float32Array } {
  const { dimension } = samples;
  const plain = decodeGrid(modulesOf(samples), dimension);
  if (plain.symbol !== null) return { symbol: plain.symbol, soft: modulesOf(samples) };
  let labels = withCertain(known, plain.certain);
  let weights: Float32Array =
    labels.length > 0 ? Float32Array.from(labels, (label) => (label === -1 ? 0 : 1)) : new Float32Array();
  let soft = equalise(samples, learnEqualiser(samples, labels, weights));
  for (let round = 0; ; round += 1) {
    const { symbol, certain } = decodeGrid(soft, dimension);
    if (symbol !== null || round === ROUNDS) return { symbol, soft };
    const believed = withCertain(known, certain);
    labels = Int8Array.from(believed, (label, place) => (label === -1 ? Number((soft[place] ?? 0) > 0) : label));
    weights = Float32Array.from(believed, (label, place) =>
      label === -1 ? Math.min(1, Math.abs(soft[place] ?? 0)) : WEIGHT_OF_KNOWN,
    );
    soft = equalise(samples, learnEqualiser(samples, labels, weights));
  }
}

function withCertain(known: Int8Array, certain: Int8Array | null): Int8Array {
  return certain === null ? known : known.map((label, place) => (label === -1 ? (certain[place] ?? -1) : label));
}

/** A mirrored symbol is read over its diagonal: as if it were looked at from behind. */
function uprightCorners({ corners, isMirrored }: Candidate): Candidate['corners'] {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners;
  return isMirrored ? [topLeft, bottomLeft, bottomRight, topRight] : corners;
}
