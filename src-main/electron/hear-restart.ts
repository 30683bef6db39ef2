/** Does the core want another version to be started? Then the whole shell has to end, and its launcher starts what is wished for. */

import type { StartCore } from './core.ts';

export function hearRestart(startCore: StartCore, onRestart: () => void): StartCore {
  return ({ onMessage, onEnd }) =>
    startCore({
      onMessage: (message) => {
        if (isRestart(message)) onRestart();
        onMessage(message);
      },
      onEnd,
    });
}

function isRestart(message: unknown): boolean {
  return typeof message === 'object' && message !== null && 'type' in message && message.type === 'restart';
}
