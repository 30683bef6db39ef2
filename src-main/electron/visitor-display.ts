/** On which display does the side that faces visitors stand? Never on the guard's. */

/** As Electron's `screen` tells of displays, and a window of its place. */
export type Bounds = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type DisplayPlace = { readonly id: number; readonly bounds: Bounds };

/**
 * The first display, from the left and then from above, that shares nothing with the one that the guard's window is on. A display that
 * mirrors the guard's lies over it, and is none. `null` = there is no second one.
 */
export function visitorDisplay(displays: readonly DisplayPlace[], guardWindow: Bounds): DisplayPlace | null {
  const guards = displays.reduce<DisplayPlace | null>(
    (best, each) =>
      best === null || sharedArea(each.bounds, guardWindow) > sharedArea(best.bounds, guardWindow) ? each : best,
    null,
  );
  if (guards === null) return null;
  const others = displays.filter(
    ({ id, bounds }) =>
      id !== guards.id &&
      bounds.width > 0 &&
      bounds.height > 0 &&
      sharedArea(bounds, guards.bounds) === 0 &&
      // While the guard's window is being moved it may lie on both.
      sharedArea(bounds, guardWindow) === 0,
  );
  return [...others].sort((a, b) => a.bounds.x - b.bounds.x || a.bounds.y - b.bounds.y || a.id - b.id)[0] ?? null;
}

/** In square pixels. */
export function sharedArea(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}
