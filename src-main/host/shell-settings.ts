/** What must a shell know of the settings, also when there is no core to ask? */

import type { OpeningHours } from '../core/hours/opening-hours.ts';
import { readSettings } from '../gate/settings-file.ts';

export type ShellSettings = {
  readonly hours: OpeningHours | null;
  readonly phone: string;
  readonly language: 'vi' | 'en';
};

/** Read from the file each time, as it is then; one that cannot be read is as good as none, and the shell goes on. */
export function readShellSettings(dataDir: string): ShellSettings {
  const { venue, support, screen } = readSettings(dataDir).settings;
  return { hours: venue.hours, phone: support.phone, language: screen.language };
}
