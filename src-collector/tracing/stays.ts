/** When was the index person at a venue without a break, within the time that the case asks about? */

import type { Visit } from './visits.ts';

export type Window = { readonly fromUtcMs: number; readonly toUtcMs: number };

/** Visits that touch, as one presence, cut to the window. */
export type Stay = {
  readonly venue: string;
  readonly fromUtcMs: number;
  readonly toUtcMs: number;
  /** What it is made of, cut likewise. */
  readonly pieces: readonly Piece[];
  /** When the person left; `null` where that lies behind the window. */
  readonly leftUtcMs: number | null;
};

export type Piece = Window & {
  /** Both of its bounds were scanned, none inferred. */
  readonly isScanned: boolean;
};

/** Earliest first. A visit without any length is none. */
export function staysOf(visits: readonly Visit[], window: Window): Stay[] {
  const stays: (Omit<Stay, 'leftUtcMs'> & { readonly leftUtcMs: number })[] = [];
  for (const visit of [...visits].sort(byVenueAndTime)) {
    if (visit.toUtcMs <= visit.fromUtcMs) continue;
    const piece = { fromUtcMs: visit.fromUtcMs, toUtcMs: visit.toUtcMs, isScanned: isScanned(visit) };
    const before = stays.at(-1);
    if (before !== undefined && before.venue === visit.venue && before.toUtcMs === visit.fromUtcMs) {
      const pieces = [...before.pieces, piece];
      stays[stays.length - 1] = { ...before, pieces, toUtcMs: piece.toUtcMs, leftUtcMs: piece.toUtcMs };
    } else {
      const { fromUtcMs, toUtcMs } = piece;
      stays.push({ venue: visit.venue, fromUtcMs, toUtcMs, pieces: [piece], leftUtcMs: toUtcMs });
    }
  }
  return stays
    .map((stay) => ({
      ...stay,
      ...cut(stay, window),
      pieces: stay.pieces.map((piece) => ({ ...piece, ...cut(piece, window) })).filter(isLong),
      leftUtcMs: stay.leftUtcMs > window.toUtcMs ? null : stay.leftUtcMs,
    }))
    .filter(isLong)
    .sort((left, right) => left.fromUtcMs - right.fromUtcMs);
}

export function isScanned({ isStartInferred, isEndInferred }: Visit): boolean {
  return !isStartInferred && !isEndInferred;
}

function cut({ fromUtcMs, toUtcMs }: Window, window: Window): Window {
  return { fromUtcMs: Math.max(fromUtcMs, window.fromUtcMs), toUtcMs: Math.min(toUtcMs, window.toUtcMs) };
}

function isLong({ fromUtcMs, toUtcMs }: Window): boolean {
  return toUtcMs > fromUtcMs;
}

function byVenueAndTime(left: Visit, right: Visit): number {
  if (left.venue !== right.venue) return left.venue < right.venue ? -1 : 1;
  return left.fromUtcMs - right.fromUtcMs || left.toUtcMs - right.toUtcMs;
}
