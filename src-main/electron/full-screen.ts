/** May a window take the whole display at once, or has it to stand there first? */

/**
 * A compositor of Wayland's that is asked before it has placed the window answers with a size of nothing (cage 0.1 does), and Chromium 130
 * falls over that and takes the shell with it. On X11 a window is full-screen from its first moment.
 */
export function hasToStandFirst(platform: NodeJS.Platform, ozonePlatform: string, sessionType: string): boolean {
  if (platform !== 'linux') return false;
  // Electron from 38 on takes Wayland by itself where the session is one; where it does not, waiting does no harm.
  return ozonePlatform === 'wayland' || (ozonePlatform !== 'x11' && sessionType === 'wayland');
}
