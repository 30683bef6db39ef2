/** Which signed settings does the collector have for this gate? */

import type { z } from 'zod';
import { fleetFilesAnswer } from '../contract/fleet-settings.ts';
import type { ProvenOptions } from './post-proven.ts';
import { postProven } from './post-proven.ts';

export type OfferedFiles = z.infer<typeof fleetFilesAnswer>;

/** `publicKey`: whose signatures count here, so that it is told which key came after it. `null` where nobody answered. */
export async function askSettings(
  device: string,
  publicKey: string | null,
  options: ProvenOptions,
): Promise<OfferedFiles | null> {
  const asked = { device, settingsKey: publicKey };
  return fleetFilesAnswer.safeParse(await postProven('/v1/settings', asked, options)).data ?? null;
}
