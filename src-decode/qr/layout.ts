/** Which modules of a QR code are the same in every code of its size, and in which order do the others carry the data? */

export const UNKNOWN = -1;
const LIGHT = 0;
const DARK = 1;

export type Layout = {
  /** 21, 25, … 177. */
  readonly dimension: number;
  readonly version: number;
  /** By row and column: 1 dark, 0 light, -1 where it depends on the code. */
  readonly known: Int8Array;
  /** Places (row × dimension + column) of the known modules. */
  readonly knownPlaces: Int32Array;
  /** Places of the data modules in the order in which they are filled, bit by bit. */
  readonly dataPlaces: Int32Array;
  /** The two copies of the fifteen bits of format information, highest bit first. */
  readonly formatPlaces: readonly [Int32Array, Int32Array];
};

const layouts = new Map<number, Layout>();

/** `dimension` is one of 21, 25, … 177. ISO/IEC 18004 §6.3 and §7.7. Made once, then kept. */
export function layoutOf(dimension: number): Layout {
  const kept = layouts.get(dimension);
  if (kept !== undefined) return kept;
  const layout = makeLayout(dimension);
  layouts.set(dimension, layout);
  return layout;
}

/** Rows and columns in which the alignment patterns have their middle. ISO/IEC 18004 Annex E. */
export function alignmentPositions(dimension: number): number[] {
  const version = (dimension - 17) / 4;
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((dimension - 13) / (2 * count - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => dimension - 7 - step * (count - 2 - index))];
}

function makeLayout(dimension: number): Layout {
  const version = (dimension - 17) / 4;
  const known = new Int8Array(dimension * dimension).fill(UNKNOWN);
  const set = (row: number, column: number, value: number): void => {
    known[row * dimension + column] = value;
  };
  for (let at = 0; at < dimension; at += 1) {
    set(6, at, at % 2 === 0 ? DARK : LIGHT);
    set(at, 6, at % 2 === 0 ? DARK : LIGHT);
  }
  for (const [top, left] of [[0, 0] as const, [0, dimension - 7] as const, [dimension - 7, 0] as const]) {
    for (let row = Math.max(0, top - 1); row <= Math.min(dimension - 1, top + 7); row += 1) {
      for (let column = Math.max(0, left - 1); column <= Math.min(dimension - 1, left + 7); column += 1) {
        const ring = Math.max(Math.abs(row - top - 3), Math.abs(column - left - 3));
        set(row, column, ring === 2 || ring === 4 ? LIGHT : DARK);
      }
    }
  }
  for (const [row, column] of alignmentCentres(dimension)) {
    for (let down = -2; down <= 2; down += 1) {
      for (let right = -2; right <= 2; right += 1) {
        set(row + down, column + right, Math.max(Math.abs(down), Math.abs(right)) === 1 ? LIGHT : DARK);
      }
    }
  }
  set(dimension - 8, 8, DARK);
  if (version >= 7) setVersion(version, dimension, set);
  const formatPlaces = formatPlacesOf(dimension);
  return {
    dimension,
    version,
    known,
    knownPlaces: Int32Array.from(known.keys()).filter((place) => known[place] !== UNKNOWN),
    dataPlaces: dataPlacesOf(dimension, known, new Set(formatPlaces.flatMap((places) => [...places]))),
    formatPlaces,
  };
}

function alignmentCentres(dimension: number): [number, number][] {
  const positions = alignmentPositions(dimension);
  const last = dimension - 7;
  return positions
    .flatMap((row) => positions.map((column): [number, number] => [row, column]))
    .filter(([row, column]) => !(row === 6 && (column === 6 || column === last)) && !(row === last && column === 6));
}

/** ISO/IEC 18004 §7.10: the version and twelve check bits, twice. */
function setVersion(
  version: number,
  dimension: number,
  set: (row: number, column: number, value: number) => void,
): void {
  let rest = version;
  for (let bit = 0; bit < 12; bit += 1) rest = (rest << 1) ^ ((rest >> 11) * 0x1f25);
  const bits = (version << 12) | rest;
  for (let bit = 0; bit < 18; bit += 1) {
    const value = (bits >> bit) & 1;
    const along = Math.floor(bit / 3);
    const across = dimension - 11 + (bit % 3);
    set(along, across, value);
    set(across, along, value);
  }
}

/** ISO/IEC 18004 §7.9. */
function formatPlacesOf(dimension: number): readonly [Int32Array, Int32Array] {
  const place = (row: number, column: number): number => row * dimension + column;
  const around = [
    ...[0, 1, 2, 3, 4, 5, 7, 8].map((column) => place(8, column)),
    ...[7, 5, 4, 3, 2, 1, 0].map((row) => place(row, 8)),
  ];
  const split = [
    ...[1, 2, 3, 4, 5, 6, 7].map((up) => place(dimension - up, 8)),
    ...[8, 7, 6, 5, 4, 3, 2, 1].map((left) => place(8, dimension - left)),
  ];
  return [Int32Array.from(around), Int32Array.from(split)];
}

/** ISO/IEC 18004 §7.7.3: two columns at a time from the right, up and down in turn, past the timing column. */
function dataPlacesOf(dimension: number, known: Int8Array, format: ReadonlySet<number>): Int32Array {
  const places: number[] = [];
  let isUpward = true;
  for (let right = dimension - 1; right > 0; right -= 2) {
    if (right === 6) right -= 1;
    for (let step = 0; step < dimension; step += 1) {
      const row = isUpward ? dimension - 1 - step : step;
      for (const column of [right, right - 1]) {
        const place = row * dimension + column;
        if (known[place] === UNKNOWN && !format.has(place)) places.push(place);
      }
    }
    isUpward = !isUpward;
  }
  return Int32Array.from(places);
}
