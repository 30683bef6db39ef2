/** Where in a picture are finder patterns, the three squares in the corners of a QR code? */

import type { Grey } from '../grey.ts';
import { kernels } from '../kernels/kernels.ts';
import type { Chain } from './chain-seeds.ts';
import { chainSeeds } from './chain-seeds.ts';
import type { Finder } from './measure-finder.ts';
import { measureFinder } from './measure-finder.ts';
import type { Seed } from './scan-rows.ts';
import { scanRows } from './scan-rows.ts';

/** Finders returned, and places measured a scan, at most: clutter must not cost more than a few milliseconds. */
const MOST_FINDERS = 32;
const MOST_CHAINS = 800;
/** The picture is also scanned halved and quartered, as long as it is larger than this: against noise, and for large codes. */
const LEAST_SIDE_PX = 120;
const MOST_HALVINGS = 2;
/** Every third row still crosses the middle of the smallest pattern; of small pictures we can afford every second. */
const ROW_STEP = 2;
const ROW_STEP_OF_MANY = 3;
const MANY_PIXELS = 500_000;
/** How far down a chain of sightings a pattern is looked for, as a share of its rows. */
const PLACES_MEASURED = [0.5, 0.25, 0.75] as const;

/** The surest first. */
export function findFinders(grey: Grey): readonly Finder[] {
  const found: Finder[] = [];
  let level = grey;
  for (let scale = 1, halvings = 0; ; scale *= 2, halvings += 1) {
    if (Math.min(level.width, level.height) < 8) break;
    for (const finder of findersAt(level)) merge(found, scaled(finder, scale));
    if (halvings === MOST_HALVINGS || Math.min(level.width, level.height) < 2 * LEAST_SIDE_PX) break;
    level = kernels().halved(level);
  }
  return found.sort((one, other) => rank(other) - rank(one)).slice(0, MOST_FINDERS);
}

function findersAt(grey: Grey): Finder[] {
  const found: Finder[] = [];
  const step = grey.width * grey.height > MANY_PIXELS ? ROW_STEP_OF_MANY : ROW_STEP;
  const chains = chainSeeds(step);
  scanRows(grey, step, chains.add);
  for (const chain of chains.all().slice(0, MOST_CHAINS)) {
    const finder = measureChain(grey, chain);
    if (finder !== null) merge(found, finder);
  }
  return found;
}

/** From the sighting in the middle, and from those further up and down where that is none. */
function measureChain(grey: Grey, chain: Chain): Finder | null {
  let last: Seed | null = null;
  for (const share of PLACES_MEASURED) {
    const seed = chain[Math.floor(chain.length * share)] ?? chain[0];
    if (seed === last) continue;
    const finder = measureFinder(grey, seed);
    if (finder !== null) return finder;
    last = seed;
  }
  return null;
}

/** The same pattern seen twice counts once, as it was seen better. */
function merge(found: Finder[], finder: Finder): void {
  const at = found.findIndex(
    ({ centre, module, isInverted }) =>
      isInverted === finder.isInverted &&
      Math.hypot(centre.x - finder.centre.x, centre.y - finder.centre.y) < 2 * Math.min(module, finder.module),
  );
  const known = found[at];
  if (known === undefined) found.push(finder);
  else if (rank(finder) > rank(known)) found[at] = finder;
}

function rank({ likeness, misfit }: Finder): number {
  return likeness - misfit / 2;
}

function scaled(finder: Finder, scale: number): Finder {
  if (scale === 1) return finder;
  const [one, other] = finder.sides;
  return {
    ...finder,
    centre: { x: finder.centre.x * scale, y: finder.centre.y * scale },
    sides: [
      { x: one.x * scale, y: one.y * scale },
      { x: other.x * scale, y: other.y * scale },
    ],
    module: finder.module * scale,
  };
}
