/** How does the core run inside Electron's own Node? As a utility process, which takes real message ports. */

import type { utilityProcess as UtilityProcessModule } from 'electron';
import type { StartCore } from './core.ts';

/** Starts `scriptPath` as a utility process each time it is called. The app must be ready. */
export function startUtilityCore(utilityProcess: typeof UtilityProcessModule, scriptPath: string): StartCore {
  return ({ onMessage, onEnd }) => {
    const child = utilityProcess.fork(scriptPath, [], { serviceName: 'Gác Cổng core' });
    child.on('message', onMessage);
    child.once('exit', onEnd);
    return {
      connect: (port) => child.postMessage({ type: 'port' }, [port]),
      askToClose: () => child.postMessage({ type: 'close' }),
      kill: () => child.kill(),
    };
  };
}
