/** Which scanner did each reader have last, so that it gets the same one after a restart? */

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { usbDevice } from '../contract/settings.ts';
import type { PortMemory } from '../devices/port-finder.ts';

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
        const temporary = `${file}.new`;
        writeFileSync(temporary, `${JSON.stringify(Object.fromEntries(devices), null, 2)}\n`, { mode: 0o600 });
        renameSync(temporary, file);
      } catch {
        // A full or read-only disk shows itself where it matters: at the next entry.
      }
    },
  };
}

function readRemembered(path: string): z.infer<typeof remembered> {
  try {
    return remembered.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {}; // Not there yet, half written by another hand, or of another version.
  }
}
