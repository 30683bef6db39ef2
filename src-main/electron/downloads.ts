/** Where do the files go that the page hands out, and who says so? Into the person's own folder for downloads, unasked. */

import { mkdirSync } from 'node:fs';
import type { Session, WebContents } from 'electron';
import type { ShellNote } from './channels.ts';
import { freePath } from './free-path.ts';
import { SCREEN_ORIGIN } from './origin.ts';

/** Lists, settings and diagnostics: nothing that a system would run when somebody clicks on it. */
const OWN_NAMES = /^[\w-]{1,80}\.(csv|json|zip)$/;

/** Takes only what our own page has made itself; everything else that would be a download is refused. */
export function keepDownloads(
  session: Pick<Session, 'on'>,
  folder: () => string,
  tell: (page: WebContents, note: ShellNote) => void,
): void {
  session.on('will-download', (event, item, page) => {
    const name = item.getFilename();
    if (!item.getURL().startsWith(`blob:${SCREEN_ORIGIN}/`) || !OWN_NAMES.test(name)) {
      event.preventDefault();
      return;
    }
    // A dialog would show the machine's whole disk to whoever stands there.
    const path = placeIn(folder(), name);
    item.setSavePath(path);
    item.once('done', (_event, state) =>
      tell(page, state === 'completed' ? { type: 'file-saved', path } : { type: 'file-not-saved' }),
    );
  });
}

function placeIn(folder: string, name: string): string {
  mkdirSync(folder, { recursive: true });
  return freePath(folder, name);
}

/** For the page that faces visitors. */
export function refuseDownloads(session: Pick<Session, 'on'>): void {
  session.on('will-download', (event) => event.preventDefault());
}
