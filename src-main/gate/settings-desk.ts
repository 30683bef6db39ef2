/** What are the gate's settings now, and who is told when they change? */

import type { SaveAnswer } from '../contract/machine-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { Direction } from '../core/entry/verdict.ts';
import type { SettingsLayers } from './fleet-layers.ts';
import { NO_LAYERS } from './fleet-layers.ts';
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
  /** What the gate set itself, without what stands over it from afar. */
  readonly own: () => Settings;
  /** What comes from afar is another: makes it the running gate's. Throws where the gate cannot do that. */
  readonly layAnew: () => void;
};

/** `apply` makes saved settings those of the running gate; `tell` says to who watches what they are now. */
export function openSettingsDesk(options: {
  readonly dataDir: string;
  readonly apply: (settings: Settings) => void;
  readonly tell: (settings: Settings) => void;
  /** What stands over the gate's own settings; nothing without it. */
  readonly layers?: SettingsLayers;
}): SettingsDesk {
  const { dataDir, apply, tell, layers = NO_LAYERS } = options;
  let { settings: own, state } = readSettings(dataDir);
  let settings = layers.over(own);

  function layAnew(): void {
    settings = layers.over(own);
    apply(settings);
    tell(settings);
  }

  return {
    current: () => settings,
    own: () => own,
    layAnew,
    state: () => state,
    save: (candidate) => {
      const written = writeSettings(dataDir, layers.under(candidate, own));
      if (written.type === 'refused') return written;
      own = written.settings;
      state = 'ok';
      layAnew();
      return { type: 'saved' };
    },
    changedSince: (before) => {
      const names = Object.keys(settings) as (keyof Settings)[];
      return names.filter((name) => JSON.stringify(settings[name]) !== JSON.stringify(before[name]));
    },
    turnLane: (laneId, direction) => {
      own = turned(own, laneId, direction);
      settings = turned(settings, laneId, direction);
      if (state === 'ok') writeSettings(dataDir, own);
      tell(settings);
    },
  };
}

function turned(settings: Settings, laneId: string, direction: Direction): Settings {
  return { ...settings, lanes: settings.lanes.map((lane) => (lane.id === laneId ? { ...lane, direction } : lane)) };
}
