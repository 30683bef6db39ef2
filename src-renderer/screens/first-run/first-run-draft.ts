/** How far has a first run come, what is still wrong on its step, and what is handed to the gate? Pure steps. */

import type { Settings } from '../../../src-main/contract/settings.ts';
import type { SetupStep, UnitLevel } from '../../../src-main/contract/setup-settings.ts';
import { MAX_RETENTION_DAYS, MAX_WARN_DAYS, SETUP_STEPS, UNIT_LEVELS } from '../../parts/contract-lists.ts';
import type { DraftError } from '../settings/settings-draft.ts';
import { draftErrors, settingsToSave } from '../settings/settings-draft.ts';

/** A gate that somebody named, or gave a second lane, without any first run needs none. */
export function needsFirstRun({ setup, venue, lanes }: Settings): boolean {
  const isUntouched = venue.name === '' && lanes.length === 1;
  return setup.doneAtUtcMs === null && (setup.step !== null || isUntouched);
}

/** The step before or after; steps that a setup file has answered are passed over on the way on. */
export function stepBeside(step: SetupStep, by: 1 | -1, covered: readonly SetupStep[]): SetupStep | null {
  const rest = by === 1 ? SETUP_STEPS.slice(SETUP_STEPS.indexOf(step) + 1) : beforeStep(step);
  return rest.find((each) => by === -1 || !covered.includes(each)) ?? null;
}

/** Only what this step asks for: a later one has its own turn. */
export function stepErrors(step: SetupStep, draft: Settings): readonly DraftError[] {
  switch (step) {
    case 'venue':
      return draft.venue.name.trim() === '' ? [{ path: 'venue.name', error: 'name' }] : [];
    case 'lanes':
      return draftErrors(draft).filter(({ path }) => /^(lanes|readers|barriers)\b/.test(path));
    default:
      return [];
  }
}

/** Here, unlike in the settings, a lane's direction is what was chosen on this page. */
export function firstRunToSave(draft: Settings, live: Settings): Settings {
  const { lanes, ...rest } = settingsToSave(draft, live);
  return {
    ...rest,
    lanes: lanes.map((lane) => ({
      ...lane,
      direction: draft.lanes.find(({ id }) => id === lane.id)?.direction ?? lane.direction,
    })),
  };
}

/** Whether nothing in the fields would change by showing what was saved of them: else the blank before a next word went from under the hand. */
export function isAsTyped(draft: Settings, live: Settings): boolean {
  const { lanes, ...rest } = draft;
  return JSON.stringify(firstRunToSave(draft, live)) === JSON.stringify({ ...rest, collector: live.collector, lanes });
}

/** An empty name takes the level out. Always from the largest to the smallest. */
export function setUnit(draft: Settings, level: UnitLevel, name: string): Settings {
  const others = draft.venue.unit.filter((each) => each.level !== level);
  const all = name === '' ? others : [...others, { level, name }];
  const unit = UNIT_LEVELS.flatMap((each) => all.filter((one) => one.level === each));
  return { ...draft, venue: { ...draft.venue, unit } };
}

export function unitName({ venue }: Settings, level: UnitLevel): string {
  return venue.unit.find((each) => each.level === level)?.name ?? '';
}

/** Whole days within what the gate takes; a warning longer than the keeping would be one from the first day. */
export function setRetention(draft: Settings, part: Partial<Settings['retention']>): Settings {
  const { days, warnDays } = { ...draft.retention, ...part };
  return {
    ...draft,
    retention: { days: between(days, 1, MAX_RETENTION_DAYS), warnDays: between(warnDays, 0, MAX_WARN_DAYS) },
  };
}

export function setLaneDirection(draft: Settings, id: string, direction: 'in' | 'out'): Settings {
  return { ...draft, lanes: draft.lanes.map((lane) => (lane.id === id ? { ...lane, direction } : lane)) };
}

function beforeStep(step: SetupStep): readonly SetupStep[] {
  return SETUP_STEPS.slice(0, SETUP_STEPS.indexOf(step)).reverse();
}

function between(value: number, least: number, most: number): number {
  return Math.min(Math.max(Math.round(value) || 0, least), most);
}
