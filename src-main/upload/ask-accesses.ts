/** Which traces found entries of this gate, as its collector says? */

import type { Access } from '../contract/trace-notice.ts';
import { accessesAnswer } from '../contract/trace-notice.ts';
import type { ProvenOptions } from './post-proven.ts';
import { postProven } from './post-proven.ts';

/** `null` where nobody answered, or a collector of before that knows no traces. */
export async function askAccesses(device: string, options: ProvenOptions): Promise<readonly Access[] | null> {
  return accessesAnswer.safeParse(await postProven('/v1/accesses', { device }, options)).data?.accesses ?? null;
}
