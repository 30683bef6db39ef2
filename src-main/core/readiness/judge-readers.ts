/** Can a person be read at each lane: is its reader there, and did it read the card that somebody showed it? */

import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';

/**
 * What came of showing it a card. `garbled`: letters were broken on the way. `unread`: it sent something that is no code of a
 * person. `none`: nothing came in time. `skipped`: nobody tried.
 */
export const TRIALS = ['read', 'garbled', 'unread', 'none', 'skipped'] as const;
export type Trial = (typeof TRIALS)[number];

export type ReaderFacts = {
  readonly id: string;
  readonly laneId: string;
  readonly kind: 'serial' | 'camera' | 'wedge' | 'simulated';
  readonly state: 'starting' | 'ready' | 'babbling' | 'lost';
  /** Why it is lost, in a word that the screen has sentences for. */
  readonly trouble: string | null;
  /** Since the gate was started. */
  readonly codes: number;
  /** `null` = this was no self-test. */
  readonly trial: Trial | null;
};

export type LaneFacts = {
  readonly lanes: readonly { readonly id: string; readonly name: string }[];
  readonly readers: readonly ReaderFacts[];
  readonly barriers: readonly { readonly laneId: string; readonly isOutOfOrder: boolean }[];
};

export function judgeLanes({ lanes, readers, barriers }: LaneFacts): readonly Finding[] {
  const nameOf = (laneId: string): string => lanes.find(({ id }) => id === laneId)?.name ?? laneId;
  return [
    ...lanes
      .filter(({ id }) => readers.every(({ laneId }) => laneId !== id))
      .map(({ id, name }) => bad('lane', 'lane-without-reader', { lane: name }, id)),
    ...readers.map((reader) =>
      judgeReader(
        reader,
        readers.filter(({ id, laneId }) => laneId === reader.laneId && id !== reader.id),
        nameOf(reader.laneId),
      ),
    ),
    ...barriers.map(({ laneId, isOutOfOrder }) =>
      isOutOfOrder
        ? doubtful('barrier', 'barrier-out-of-order', { lane: nameOf(laneId) }, laneId)
        : good('barrier', 'barrier-ready', { lane: nameOf(laneId) }, laneId),
    ),
  ];
}

/** A lane with another reader that does its work goes on. */
function judgeReader(reader: ReaderFacts, others: readonly ReaderFacts[], lane: string): Finding {
  const { id, kind, state, trouble, codes, trial } = reader;
  const values = { kind, lane };
  if (state === 'lost') {
    const find = others.some(canRead) ? doubtful : bad;
    return find('reader', 'reader-lost', { ...values, trouble: trouble ?? 'other' }, id);
  }
  if (state === 'babbling') return doubtful('reader', 'reader-babbling', values, id);
  if (trial === 'read') return good('reader', 'reader-read', values, id);
  if (trial === 'garbled') return doubtful('reader', 'reader-garbled', values, id);
  if (trial === 'unread') return doubtful('reader', 'reader-unreadable', values, id);
  if (state === 'starting') return doubtful('reader', 'reader-starting', values, id);
  if (trial === null) return good('reader', 'reader-ready', { ...values, codes }, id);
  // Whether a keyboard scanner is plugged in cannot be known: a lane that reads without it may never have had one.
  if (kind === 'wedge' && others.some((other) => other.trial === 'read')) {
    return good('reader', 'wedge-untried', values, id);
  }
  return doubtful('reader', trial === 'none' ? 'reader-silent' : 'reader-untried', values, id);
}

/** A keyboard scanner is always taken to be there; that alone lets nobody in. */
function canRead({ kind, state, codes, trial }: ReaderFacts): boolean {
  if (state !== 'ready') return false;
  return kind !== 'wedge' || codes > 0 || trial === 'read';
}
