/** What do this gate's own settings become under those from afar, and what of them cannot be changed here? */

import type { SettingsDocument } from '../contract/fleet-settings.ts';
import type { StandsAt } from '../contract/fleet-target.ts';
import { isMeant, narrowness } from '../contract/fleet-target.ts';
import { laidOver, leavesOf, withValueFrom } from '../contract/laid-over.ts';
import type { Settings } from '../contract/settings.ts';
import { settings as settingsSchema } from '../contract/settings.ts';
import type { Held } from '../core/settings/from-afar.ts';
import { withTrial } from '../core/settings/from-afar.ts';
import type { HeldDocument } from './fleet-file.ts';

/** As the settings desk sees them. */
export type SettingsLayers = {
  /** The gate's own settings with those from afar laid over them. */
  readonly over: (own: Settings) => Settings;
  /** What somebody wants to save, with the own settings' values where those from afar stand over them. */
  readonly under: (candidate: unknown, own: Settings) => unknown;
};

export const NO_LAYERS: SettingsLayers = { over: (own) => own, under: (candidate) => candidate };

export function standsAt({ venue }: Settings, device: string): StandsAt {
  return { device, unit: venue.unit.map(({ name }) => name), venueName: venue.name };
}

/** Those that are for this gate as it stands now, the widest first. */
export function layersOf(
  documents: readonly SettingsDocument[],
  own: Settings,
  device: string,
): readonly SettingsDocument[] {
  const gate = standsAt(own, device);
  return documents
    .filter(({ target }) => isMeant(target, gate))
    .sort((one, other) => narrowness(one.target) - narrowness(other.target));
}

/** `null` where they do not make whole settings together: a reader on a lane that this gate does not have. */
export function mergedOver(own: Settings, documents: readonly SettingsDocument[]): Settings | null {
  const merged = documents.reduce<unknown>((below, { settings }) => laidOver(below, settings), own);
  return settingsSchema.safeParse(merged).data ?? null;
}

/** A layer that does not fit any more, because the gate's own settings changed beneath it, is left out alone. */
export function laidOverOwn(own: Settings, documents: readonly SettingsDocument[]): Settings {
  return documents.reduce((below, document) => mergedOver(below, [document]) ?? below, own);
}

/** What the gate uses of all that it holds: the last good ones, with what is tried in its place. */
export function inForceOver(held: Held<HeldDocument>, own: Settings, device: string): Settings {
  const laid = laidOverOwn(own, layersOf(withTrial(held), own, device));
  if (held.trial === null) return laid;
  // What is deleted cannot be given back: nothing goes sooner while that is only tried.
  const before = laidOverOwn(own, layersOf(held.inForce, own, device));
  const days = Math.max(laid.retention.days, before.retention.days);
  return { ...laid, retention: { ...laid.retention, days } };
}

/** `candidate` is checked when it is written. */
export function withOwnBeneath(candidate: unknown, own: Settings, documents: readonly SettingsDocument[]): unknown {
  return documents
    .flatMap(({ settings }) => leavesOf(settings))
    .reduce((left, path) => withValueFrom(left, own, path), candidate);
}

/** The settings that stand over this gate's own, `retention.days`, each with the document whose word counts. */
export function lockedBy(documents: readonly SettingsDocument[]): ReadonlyMap<string, SettingsDocument> {
  const locked = new Map<string, SettingsDocument>();
  for (const document of documents) {
    for (const path of leavesOf(document.settings)) locked.set(path.slice(0, 2).join('.'), document);
  }
  return locked;
}
