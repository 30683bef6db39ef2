/** What may the page ask of the machine? The picture of a camera, and to put text on the clipboard, for our own page; nothing else, nobody else. */

import type { Session } from 'electron';
import { isScreenUrl } from './origin.ts';

/** To write, never to read: what another program left there is none of the page's business. */
const WRITE_CLIPBOARD = 'clipboard-sanitized-write';

/** Refuses every permission but the camera's picture and writing to the clipboard, when the page asks for it and when Chromium checks for it. */
export function allowCameraAndCopy(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(
      details.isMainFrame &&
        isScreenUrl(details.requestingUrl) &&
        (permission === WRITE_CLIPBOARD ||
          (permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'video'))),
    );
  });
  session.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      details.isMainFrame &&
      isScreenUrl(origin) &&
      (permission === WRITE_CLIPBOARD || (permission === 'media' && details.mediaType === 'video')),
  );
  // Serial, HID and USB devices belong to the core.
  session.setDevicePermissionHandler(() => false);
}

/** For the page that faces visitors: nothing at all. */
export function allowNothing(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
