/** What would Chromium ask a person, or trust because somebody said so? Nothing: whoever stands at a gate is asked by our own screen. */

import type { App } from 'electron';

/** The page loads nothing from a network, so each of these would be a sign that something is wrong. */
export function askNobody(app: App): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault();
    trust(false);
  });
  app.on('select-client-certificate', (event, _contents, _url, _list, choose) => {
    event.preventDefault();
    choose();
  });
  app.on('login', (event, _contents, _details, _proxy, answer) => {
    event.preventDefault();
    answer();
  });
  // An `app:` or `file:` address that another program hands over.
  app.on('open-url', (event) => event.preventDefault());
  app.on('open-file', (event) => event.preventDefault());
}
