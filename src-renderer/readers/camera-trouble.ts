/** What does the browser's refusal to open a camera mean for the guard? */

import type { ReaderTrouble } from '../../src-main/contract/status-api.ts';

/** By the names of https://www.w3.org/TR/mediacapture-streams/#dom-mediadevices-getusermedia and Chromium's use of them. */
const TROUBLES: Readonly<Record<string, ReaderTrouble>> = {
  NotAllowedError: 'camera-refused',
  SecurityError: 'camera-refused',
  NotFoundError: 'not-found',
  OverconstrainedError: 'not-found',
  NotReadableError: 'in-use',
  // What Chromium says where the driver takes too long, mostly because another program holds the camera.
  AbortError: 'in-use',
};

/** Never throws; what has no word of its own is `other`. */
export function cameraTrouble(error: unknown): ReaderTrouble {
  return (error instanceof Error && TROUBLES[error.name]) || 'other';
}
