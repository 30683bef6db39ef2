/** How does this gate take part in updates: as one that asks for a newer version, and as one that has to show that it is well? */

import { join } from 'node:path';
import { z } from 'zod';
import type { ReaderStatus } from '../contract/status-api.ts';
import { NOT_MANAGED } from '../contract/update-api.ts';
import { readFreeBytes } from '../devices/disk-space.ts';
import { readJsonFile, replaceJsonFile } from '../files/json-file.ts';
import { KNOWN_VERSION } from '../store/migrations/migrate.ts';
import { isOnMains } from '../update/mains-power.ts';
import { RELEASE_KEYS } from '../update/release-keys.ts';
import type { UpdateDesk, UpdateDeskOptions } from '../update/update-desk.ts';
import { openUpdateDesk } from '../update/update-desk.ts';
import type { HealthWatch } from '../update/watch-health.ts';
import { watchHealth } from '../update/watch-health.ts';
import { keepBeforeUpdate } from './settings-file.ts';

/** What the launcher and the shell say; absent where a gate runs without a launcher. */
export type UpdateOptions = {
  readonly root: string;
  readonly startId: string;
  /** `linux-x64-kiosk` and the like: which file of a release is this gate's. */
  readonly platform: string;
  /** Its shell opens one: without it no version is well. A screen that somebody else opens is expected where there was one before. */
  readonly opensScreen: boolean;
  readonly restart: () => void;
  readonly wellAfterMs: number;
  readonly paceMs?: number | undefined;
};

export type Updates = Pick<UpdateDesk, 'status' | 'lookSoon' | 'takeNow' | 'close'>;

type UpdateRooms = Pick<
  UpdateDeskOptions,
  | 'version'
  | 'settings'
  | 'nowUtcMs'
  | 'isClockSure'
  | 'lastPassedAtUtcMs'
  | 'lastUsedAtUtcMs'
  | 'onChange'
  | 'env'
  | 'log'
> & {
  readonly dataDir: string;
  readonly device: string;
  readonly digest: (text: string) => string;
  readonly readers: () => readonly ReaderStatus[];
  readonly screens: () => number;
  readonly isLogFailing: () => boolean;
};

/** Without a launcher nothing can be laid beside this version, and nobody asks whether it is well. */
export function openUpdates(options: UpdateOptions | undefined, rooms: UpdateRooms): Updates {
  if (options === undefined)
    return {
      status: () => NOT_MANAGED,
      lookSoon: () => undefined,
      takeNow: () => undefined,
      close: async () => undefined,
    };
  const { root } = options;
  const expected = readExpected(root);
  const health = watchHealth({
    root,
    startId: options.startId,
    wellAfterMs: options.wellAfterMs,
    isWell: () => isWell(options, rooms, expected),
    onWell: () => {
      rooms.log('version-well');
      rooms.onChange();
    },
  });
  const desk = openUpdateDesk({
    ...rooms,
    ...options,
    dataForm: KNOWN_VERSION,
    builtInKeys: RELEASE_KEYS,
    digestFor: (version) => rooms.digest(`${rooms.device} ${version}`),
    isOnMains: () => isOnMains(),
    readFreeBytes: () => readFreeBytes(root),
    beforeSwitch: () => {
      keepBeforeUpdate(rooms.dataDir);
      remember(root, rooms);
    },
  });
  return { ...desk, close: () => closeBoth(desk, health) };
}

async function closeBoth(desk: UpdateDesk, health: HealthWatch): Promise<void> {
  health.close();
  await desk.close();
}

/** The log is open and takes entries, somebody can see it, and what read codes before the update reads them still. */
function isWell(
  { opensScreen }: UpdateOptions,
  { isLogFailing, screens, readers }: UpdateRooms,
  before: WhatWasThere,
): boolean {
  if (isLogFailing() || ((opensScreen || before.screen) && screens() === 0)) return false;
  return readers().every(({ id, state }) => !before.ready.includes(id) || state === 'ready' || state === 'babbling');
}

const EXPECTED_FILE = 'readers.json';
/** What was there before the switch. Versions before this knew nothing of `screen`. */
const whatWasThere = z.object({ ready: z.array(z.string().max(40)).max(64), screen: z.boolean().default(false) });
type WhatWasThere = z.infer<typeof whatWasThere>;

function remember(root: string, { readers, screens }: UpdateRooms): void {
  const ready = readers()
    .filter(({ state }) => state === 'ready')
    .map(({ id }) => id);
  replaceJsonFile(join(root, EXPECTED_FILE), { ready, screen: screens() > 0 });
}

function readExpected(root: string): WhatWasThere {
  return whatWasThere.safeParse(readJsonFile(join(root, EXPECTED_FILE))).data ?? { ready: [], screen: false };
}
