/** Which scanner did each reader have last, so that it gets the same one after a restart? */

import { join } from 'node:path';
import { z } from 'zod';
import { usbDevice } from '../contract/settings.ts';
import type { PortMemory } from '../devices/port-finder.ts';
import { readJsonFile, replaceJsonFile } from '../files/json-file.ts';

const FILE_NAME = 'scanners.json';

const remembered = z.record(
  z.string(),
  z.strictObject({
    /** The path of the settings; `null` = found by itself. */
    path: z.string().max(200).nullable(),
    device: usbDevice.extend({ location: z.string().max(200).nullable() }),
  }),
);

/** Kept in `scanners.json`. It is a help, not a setting: unreadable it is forgotten, unwritable it lasts until the end. */
export function openScannerMemory(dataDir: string): PortMemory {
  const file = join(dataDir, FILE_NAME);
  const devices = new Map(Object.entries(readRemembered(file)));
  return {
    recall: (readerId, path) => {
      const last = devices.get(readerId);
      return last === undefined || last.path !== path ? null : last.device;
    },
    remember: (readerId, path, device) => {
      devices.set(readerId, { path, device });
      try {
        replaceJsonFile(file, Object.fromEntries(devices));
      } catch {
        // A full or read-only disk shows itself where it matters: at the next entry.
      }
    },
  };
}

/** Nothing, where it is not there yet, half written by another hand, or of another version. */
function readRemembered(path: string): z.infer<typeof remembered> {
  return remembered.safeParse(readJsonFile(path)).data ?? {};
}
