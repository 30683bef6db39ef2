/** Where may the page go? Nowhere: it is loaded once, and everything else that it or a person tries is refused. */

import type { App, Session, WebContents } from 'electron';
import { isScreenUrl } from './origin.ts';

/** Denies navigation, new windows and embedded pages in every page of the app, those that are yet to come included. */
export function denyNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    denyIn(contents);
  });
}

function denyIn(contents: WebContents): void {
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** What the page may load from: our own files, and what it made itself. `devtools:` is there only where they are. */
const OWN_SCHEMES = ['blob:', 'data:', 'devtools:'];

/** Cancels every request that would leave the app, files and the network alike: only the core talks to a network. */
export function denyOutsideRequests(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isScreenUrl(url) && !OWN_SCHEMES.some((scheme) => url.startsWith(scheme)) });
  });
}
