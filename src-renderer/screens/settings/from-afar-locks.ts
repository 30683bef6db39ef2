/** What of the settings stands over this gate's own from afar, and how does a draft keep it? Pure. */

import type { FromAfarStatus } from '../../../src-main/contract/from-afar-api.ts';
import { withValueFrom } from '../../../src-main/contract/laid-over.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { Section } from './settings-draft.ts';

export type Locked = FromAfarStatus['locked'][number];

/** Which part of the settings is changed on which section of the screen. */
const SECTION_OF: Readonly<Record<string, Section>> = {
  venue: 'venue',
  hospital: 'venue',
  support: 'venue',
  rules: 'rules',
  roster: 'rules',
  visits: 'rules',
  trust: 'signed',
  network: 'collector',
  retention: 'retention',
  notice: 'retention',
  screen: 'screen',
  visitorScreen: 'screen',
  readers: 'readers',
  barriers: 'lanes',
};

export function lockedIn(locked: readonly Locked[], section: Section): readonly Locked[] {
  return locked.filter(({ field }) => sectionOf(field) === section);
}

/** What stands over `field`, which may be a part of what was set, or have it as a part. */
export function lockOf(locked: readonly Locked[], field: string): Locked | null {
  return locked.find((each) => isWithin(each.field, field) || isWithin(field, each.field)) ?? null;
}

/** What is locked goes back to what it is, whatever was pressed: the gate would not take it. */
export function keepLocked(draft: Settings, live: Settings, locked: readonly Locked[]): Settings {
  return locked.reduce<unknown>((left, { field }) => withValueFrom(left, live, field.split('.')), draft) as Settings;
}

/** `retention.days` is of the retention. */
export function partOf(field: string): string {
  return field.split('.')[0] ?? field;
}

function isWithin(field: string, whole: string): boolean {
  return field === whole || field.startsWith(`${whole}.`);
}

function sectionOf(field: string): Section | undefined {
  return field === 'rules.signedCodes' ? 'signed' : SECTION_OF[partOf(field)];
}
