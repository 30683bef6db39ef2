/** How does the core run inside Electron's own Node? As a utility process, which takes real message ports. */

import type { utilityProcess as UtilityProcessModule } from 'electron';
import { KEYS_COME, keysMessage } from '../host/keys-message.ts';
import type { StartCore } from './core.ts';
import { killProcess } from './kill-process.ts';

/** Starts `scriptPath` as a utility process each time it is called, and hands it what `secrets` gives then. The app must be ready. */
export function startUtilityCore(
  utilityProcess: typeof UtilityProcessModule,
  scriptPath: string,
  secrets: () => string | null,
): StartCore {
  return ({ onMessage, onEnd }) => {
    const child = utilityProcess.fork(scriptPath, [], {
      serviceName: 'Gác Cổng core',
      env: { ...process.env, ...KEYS_COME },
    });
    child.on('message', onMessage);
    child.once('exit', onEnd);
    child.postMessage(keysMessage(secrets()));
    return {
      connect: (port, face) => child.postMessage({ type: 'port', face }, [port]),
      askToClose: () => child.postMessage({ type: 'close' }),
      tellResumed: () => child.postMessage({ type: 'resumed' }),
      pid: () => child.pid ?? null,
      kill: () => {
        // Its own `kill` asks by SIGTERM, which a process that hangs never hears.
        if (child.pid !== undefined) killProcess(child.pid);
        else child.kill();
      },
    };
  };
}
