/** During which run of the machine was this, so that two monotonic times may be compared? */

import { readFileSync } from 'node:fs';

/**
 * The kernel's boot id on Linux. Elsewhere there is none, so each process counts as a boot of its own: fewer times can be
 * compared then, but none wrongly. At most 64 characters.
 */
export function readBootId(): string {
  try {
    const id = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    if (/^[0-9a-f-]{36}$/.test(id)) return id;
  } catch {
    // Not Linux, or /proc is hidden.
  }
  return `process-${Math.round(performance.timeOrigin)}-${process.pid}`;
}
