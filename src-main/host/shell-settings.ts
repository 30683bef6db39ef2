/** What must a shell know of the settings, also when there is no core to ask? */

import type { OpeningHours } from '../core/hours/opening-hours.ts';
import { readSettingsInForce } from '../gate/settings-in-force.ts';

export type ShellSettings = {
  readonly hours: OpeningHours | null;
  readonly phone: string;
  readonly language: 'vi' | 'en';
};

/** Read from the files each time, as they are then, with what was set from afar; one that cannot be read is as good as none, and the shell goes on. */
export function readShellSettings(dataDir: string): ShellSettings {
  const { venue, support, screen } = readSettingsInForce(dataDir).settings;
  return { hours: venue.hours, phone: support.phone, language: screen.language };
}
