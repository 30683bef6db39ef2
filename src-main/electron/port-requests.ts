/** Who asks for a port to the core, and may they have it? */

import type { IpcMainEvent, MessageChannelMain, WebContents } from 'electron';
import { PORT_CHANNEL } from './channels.ts';
import type { GiveScreenAPort } from './core.ts';
import { isScreenUrl } from './origin.ts';

/** True when the main frame of our own page asks; anyone else gets no answer. */
export function mayHavePort({ senderFrame }: Pick<IpcMainEvent, 'senderFrame'>): boolean {
  return senderFrame !== null && senderFrame.parent === null && isScreenUrl(senderFrame.url);
}

/** Gives the page one end of a new channel each time it is called, and returns the other; null while there is no page. */
export function portGiver(
  page: Pick<WebContents, 'isCrashed' | 'isDestroyed' | 'postMessage'>,
  makeChannel: () => Pick<MessageChannelMain, 'port1' | 'port2'>,
): GiveScreenAPort {
  return () => {
    if (page.isDestroyed() || page.isCrashed()) return null;
    const { port1, port2 } = makeChannel();
    page.postMessage(PORT_CHANNEL, null, [port1]);
    return port2;
  };
}
