/** Where does the guard's screen live, as Chromium sees it? */

export const SCREEN_SCHEME = 'app';
/** The one origin that may hold the screen, use the camera, and ask for a port to the core. */
export const SCREEN_ORIGIN = `${SCREEN_SCHEME}://gate`;
export const SCREEN_URL = `${SCREEN_ORIGIN}/`;

/** True for an address of our own origin. `URL.origin` cannot tell: it is "null" for schemes of one's own. */
export function isScreenUrl(url: string): boolean {
  return url === SCREEN_ORIGIN || url.startsWith(SCREEN_URL);
}
