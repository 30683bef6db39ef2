/** What does the system's message about a port that does not open mean for the guard? */

import type { PortTrouble } from '../core/readers/reconnect.ts';

/**
 * serialport's native part hands over the system's sentence, not its error number. Linux and macOS: `strerror`, from
 * `open` or from taking the exclusive lock; Windows: the library's own words for the error codes.
 */
const MESSAGES: readonly (readonly [RegExp, PortTrouble])[] = [
  [/cannot lock port|resource busy|resource temporarily unavailable/i, 'in-use'],
  // Windows says so when another program holds the port; there is no other reason there.
  [/access denied/i, 'in-use'],
  [/permission denied|operation not permitted/i, 'no-permission'],
  [/no such file|no such device|file not found|cannot find/i, 'not-found'],
  [/input\/output error/i, 'unplugged'],
];

export function troubleOfOpening(message: string): PortTrouble {
  return MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? 'other';
}
