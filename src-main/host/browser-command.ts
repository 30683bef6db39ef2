/** With which command is the browser of the kiosk started, and how did it end? */

import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type BrowserStart = {
  readonly browserPath: string;
  /** A compositor that shows nothing else (cage), where there is no desktop; `null` = there is one. */
  readonly cagePath: string | null;
  /** A profile of the gate's own, so that nobody's bookmarks, extensions or sessions are in it. */
  readonly profileDir: string;
  readonly isWindowed: boolean;
  /** A file in the profile. */
  readonly page: string;
};

export type BrowserCommand = { readonly program: string; readonly args: readonly string[] };

/** cage ends with 0 whatever became of its program (before 0.2), so the end is written down in between. */
const END_FILE = 'browser-ended';
const SAY_HOW_IT_ENDED = '"$@"; echo $? >"$0"';

/** The browser itself, or the compositor that shows it and nothing else. */
export function browserCommand(start: BrowserStart): BrowserCommand {
  const { browserPath, cagePath, profileDir } = start;
  const args = browserArguments(start);
  if (cagePath === null) return { program: browserPath, args };
  const said = ['/bin/sh', '-c', SAY_HOW_IT_ENDED, join(profileDir, END_FILE)];
  // By cage's own X server. Asked by Wayland for a full screen before the window stands, cage up to 0.2 answers with a size of nothing,
  // and Chromium (156 does) falls over it, again and again.
  return { program: cagePath, args: ['-d', '--', ...said, browserPath, '--ozone-platform=x11', ...args] };
}

/** The browser's own status after `command` ended with `code`; `null` = it was ended, or the compositor was. */
export function browserStatus({ cagePath, profileDir }: BrowserStart, code: number | null): number | null {
  if (cagePath === null) return code;
  try {
    const path = join(profileDir, END_FILE);
    const said = /^\d+$/.exec(readFileSync(path, 'utf8').trim())?.[0];
    rmSync(path, { force: true });
    return said === undefined ? null : Number(said);
  } catch {
    return null;
  }
}

/** Chromium's switches: full screen, nothing in the background, tones without a touch before. */
export function browserArguments(
  { profileDir, isWindowed, page }: Pick<BrowserStart, 'profileDir' | 'isWindowed' | 'page'>,
  isRoot = process.getuid?.() === 0,
): string[] {
  return [
    ...(isWindowed ? [] : ['--kiosk']),
    `--app=${pathToFileURL(join(profileDir, page)).href}`,
    `--user-data-dir=${profileDir}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    // The gate is all that it may reach: nothing of its own is asked for outside, and nobody is shown anything from there.
    '--no-proxy-server',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    // Not the keyring of a desktop, which would ask for a password.
    '--password-store=basic',
    // A screen that is dark, or that something else covers for a moment, goes on reading, and says that it lives.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-translate',
    '--disable-session-crashed-bubble',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--autoplay-policy=no-user-gesture-required',
    // Chromium's sandbox does not work as root. A gate should not run as root.
    ...(isRoot ? ['--no-sandbox'] : []),
  ];
}
