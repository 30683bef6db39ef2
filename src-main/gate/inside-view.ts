/** How is it told who is inside: the counts, the masked list, and the list that a fire marshal needs? */

import type { EvacuationList, InsideCounts, InsideList, VisitGroup } from '../contract/guard-api.ts';
import { MOST_INSIDE, VISIT_GROUPS } from '../contract/guard-api.ts';
import type { Inside, Visit } from '../core/entry/inside.ts';
import { whoIsInside } from '../core/entry/inside.ts';
import type { PastPerson } from '../store/history.ts';
import type { Store } from '../store/open-store.ts';

const HOUR_MS = 3_600_000;
/** Looked back so far beyond the rule, so that what the rule closed can be counted. */
const CLOSED_WITHIN_MS = 24 * HOUR_MS;
const SHOWN_OF_NUMBER = 3;

export type InsideView = {
  readonly count: () => number;
  readonly masked: () => InsideList;
  readonly full: () => EvacuationList;
};

type Read = { readonly counts: InsideCounts; readonly visits: readonly (Visit & PastPerson & { group: VisitGroup })[] };

export function createInsideView(
  store: Pick<Store, 'passingsSince' | 'personAt'>,
  nowUtcMs: () => number,
  closeAfterHours: () => number,
): InsideView {
  function inside(atUtcMs: number): Inside {
    const closeAfterMs = closeAfterHours() * HOUR_MS;
    return whoIsInside(store.passingsSince(atUtcMs - closeAfterMs - CLOSED_WITHIN_MS), atUtcMs, closeAfterMs);
  }

  function read(): Read {
    const atUtcMs = nowUtcMs();
    const { visits: found, closedByRule, strayOuts } = inside(atUtcMs);
    const visits = found.slice(0, MOST_INSIDE).map((visit) => {
      const person = store.personAt(visit.id) ?? { codeKind: 'opaque', reasons: [], personal: null };
      return { ...visit, ...person, group: groupOf(person) };
    });
    const vehicles = visits.filter(({ group }) => group === 'vehicle').length;
    const maybe = visits.filter(({ group, certainty }) => group !== 'vehicle' && certainty === 'maybe').length;
    const counts: InsideCounts = {
      atUtcMs,
      closeAfterHours: closeAfterHours(),
      total: found.length,
      people: found.length - vehicles - maybe,
      maybe,
      vehicles,
      closedByRule,
      strayOuts,
      byLane: countBy(visits, ({ laneId }) => laneId).map(([laneId, count]) => ({ laneId, count })),
      byGroup: VISIT_GROUPS.map((group) => ({ group, count: visits.filter((visit) => visit.group === group).length })),
    };
    return { counts, visits };
  }

  return {
    count: () => inside(nowUtcMs()).visits.length,
    masked: () => {
      const { counts, visits } = read();
      return {
        counts,
        visits: visits.map((visit) => ({
          ...placeOf(visit),
          maskedName: visit.personal?.maskedName ?? null,
          maskedNumber: visit.personal?.maskedNumber ?? null,
        })),
      };
    },
    full: () => {
      const { counts, visits } = read();
      return {
        counts,
        visits: visits.map(({ personal, ...visit }) => ({
          ...placeOf(visit),
          name: personal?.name ?? personal?.maskedName ?? null,
          numberEnd: personal?.number?.slice(-SHOWN_OF_NUMBER) ?? null,
          phone: personal?.phone ?? null,
          note: personal?.note ?? null,
        })),
      };
    },
  };
}

function placeOf({ id, atUtcMs, laneId, certainty, group }: Visit & { readonly group: VisitGroup }) {
  return { place: id, atUtcMs, laneId, certainty, group };
}

function groupOf({ codeKind, reasons }: PastPerson): VisitGroup {
  if (reasons.includes('vehicle-by-hand')) return 'vehicle';
  if (codeKind === 'manual' || codeKind === 'pass') return codeKind;
  return codeKind === 'opaque' || codeKind === 'place' ? 'other' : 'card';
}

/** The most first. */
function countBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}
