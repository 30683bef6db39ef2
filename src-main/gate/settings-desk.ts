/** What are the gate's settings now, and who is told when they change? */

import type { SaveAnswer } from '../contract/machine-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { Direction } from '../core/entry/verdict.ts';
import type { ReadSettings } from './settings-file.ts';
import { readSettings, writeSettings } from './settings-file.ts';

export type SettingsDesk = {
  readonly current: () => Settings;
  /** Whether the file could be read; while not, the gate runs on what is built in. */
  readonly state: () => ReadSettings['state'];
  readonly save: (candidate: unknown) => SaveAnswer;
  /** The parts of the settings that a save has changed, by name. */
  readonly changedSince: (before: Settings) => string[];
  /** Turns a lane at once; kept in the file where that can be written, so that a restart does not turn it back. */
  readonly turnLane: (laneId: string, direction: Direction) => void;
};

/** `apply` makes saved settings those of the running gate; `tell` says to who watches what they are now. */
export function openSettingsDesk(options: {
  readonly dataDir: string;
  readonly apply: (settings: Settings) => void;
  readonly tell: (settings: Settings) => void;
}): SettingsDesk {
  const { dataDir, apply, tell } = options;
  let { settings, state } = readSettings(dataDir);
  return {
    current: () => settings,
    state: () => state,
    save: (candidate) => {
      const written = writeSettings(dataDir, candidate);
      if (written.type === 'refused') return written;
      settings = written.settings;
      state = 'ok';
      apply(settings);
      tell(settings);
      return { type: 'saved' };
    },
    changedSince: (before) => {
      const names = Object.keys(settings) as (keyof Settings)[];
      return names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(before[name]));
    },
    turnLane: (laneId, direction) => {
      settings = {
        ...settings,
        lanes: settings.lanes.map((lane) => (lane.id === laneId ? { ...lane, direction } : lane)),
      };
      if (state === 'ok') writeSettings(dataDir, settings);
      tell(settings);
    },
  };
}
