/** How do keys that lead out of a window come to nobody? */

import type { WebContents } from 'electron';
import { isShellKey } from '../core/kiosk/shell-keys.ts';

export function swallowShellKeys(contents: Pick<WebContents, 'on'>): void {
  contents.on('before-input-event', (event, input) => {
    if (isShellKey(input)) event.preventDefault();
  });
}
