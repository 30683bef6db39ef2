/** What does a core tell the shell that holds its windows about the side that faces visitors? */

import type { Settings } from '../contract/settings.ts';

/** `laneId`: whose verdicts it shows; `null` = those of all lanes. */
export type VisitorScreen = { readonly isOn: false } | { readonly isOn: true; readonly laneId: string | null };

export type VisitorScreenMessage = { readonly type: 'visitor-screen'; readonly screen: VisitorScreen };

/** It becomes part of an address. */
const LANE_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** From the settings that hold now. A lane that is no more is nobody's: then all are shown. */
export function visitorScreenMessage({
  visitorScreen: { isOn, laneId },
  lanes,
}: Pick<Settings, 'visitorScreen' | 'lanes'>): VisitorScreenMessage {
  const shown = lanes.some(({ id }) => id === laneId) ? laneId : null;
  return { type: 'visitor-screen', screen: isOn ? { isOn, laneId: shown } : { isOn } };
}

/** `null` for anything else that a core says. */
export function parseVisitorScreen(raw: unknown): VisitorScreen | null {
  if (!isObject(raw) || raw.type !== 'visitor-screen' || !isObject(raw.screen)) return null;
  const { isOn, laneId } = raw.screen;
  if (isOn === false) return { isOn };
  if (isOn !== true || !(laneId === null || (typeof laneId === 'string' && LANE_ID.test(laneId)))) return null;
  return { isOn, laneId };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
