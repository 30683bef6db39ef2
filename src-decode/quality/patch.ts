/** Which cells of a grid hang together? */

export type Patch = {
  readonly cells: readonly number[];
  readonly left: number;
  readonly top: number;
  /** The last column and row that belong to it. */
  readonly right: number;
  readonly bottom: number;
};

/** The largest patch of true cells that touch by their sides, cells numbered row by row; `null` where none is true. */
export function largestPatch(isTrue: readonly boolean[], columns: number, rows: number): Patch | null {
  const seen = new Uint8Array(columns * rows);
  let largest: readonly number[] = [];
  for (let cell = 0; cell < seen.length; cell += 1) {
    if (seen[cell] === 1 || isTrue[cell] !== true) continue;
    const cells = gather(cell);
    if (cells.length > largest.length) largest = cells;
  }
  if (largest.length === 0) return null;
  const xs = largest.map((cell) => cell % columns);
  const ys = largest.map((cell) => Math.floor(cell / columns));
  return {
    cells: largest,
    left: Math.min(...xs),
    top: Math.min(...ys),
    right: Math.max(...xs),
    bottom: Math.max(...ys),
  };

  function gather(from: number): number[] {
    const cells = [from];
    seen[from] = 1;
    for (let next = 0; next < cells.length; next += 1) {
      const cell = cells[next] ?? from;
      const x = cell % columns;
      for (const [isThere, neighbour] of [
        [x > 0, cell - 1],
        [x < columns - 1, cell + 1],
        [true, cell - columns],
        [true, cell + columns],
      ] as const) {
        if (!isThere || isTrue[neighbour] !== true || seen[neighbour] === 1) continue;
        seen[neighbour] = 1;
        cells.push(neighbour);
      }
    }
    return cells;
  }
}
