/** What of settings from afar does this gate hold now, in memory and on the disk, and what of it is for this gate? */

import type { Settings } from '../contract/settings.ts';
import type { FleetState, HeldDocument } from './fleet-file.ts';
import { readFleetState, writeFleetState } from './fleet-file.ts';
import { layersOf } from './fleet-layers.ts';
import type { Log } from './opened-gate.ts';

export type FleetShelf = {
  readonly now: () => FleetState;
  /** What lay there at the start could not be read, and nothing was written since. */
  readonly isUnreadable: () => boolean;
  /** In memory whatever the disk says; what is not on it is done again at the next start. False where it is not. */
  readonly keep: (next: FleetState) => boolean;
  /** On the disk, or not at all: false, and all is as it was. */
  readonly keepOnDisk: (next: FleetState) => boolean;
  /** `documents` of those that are held which are for this gate as it stands, the widest first. */
  readonly layers: (documents: readonly HeldDocument[], own: Settings) => ReturnType<typeof layersOf>;
};

export function openFleetShelf(options: {
  readonly dataDir: string;
  readonly device: string;
  readonly onChange: () => void;
  readonly log: Log;
}): FleetShelf {
  const { dataDir, device, onChange, log } = options;
  let { state, isUnreadable } = readFleetState(dataDir);

  function written(next: FleetState): boolean {
    const isWritten = writeFleetState(dataDir, next);
    if (isWritten) isUnreadable = false;
    else log('fleet-settings-not-written');
    return isWritten;
  }

  if (isUnreadable) log('fleet-settings-unreadable');
  return {
    now: () => state,
    isUnreadable: () => isUnreadable,
    keep: (next) => {
      state = next;
      const isWritten = written(next);
      onChange();
      return isWritten;
    },
    keepOnDisk: (next) => {
      const isWritten = written(next);
      if (isWritten) state = next;
      onChange();
      return isWritten;
    },
    layers: (documents, own) => layersOf(documents, own, device),
  };
}
