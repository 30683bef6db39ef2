/** How does one of the project's programs run another, as if it were the other? Plain JavaScript: any Node from 16 on. */

import { spawn } from 'node:child_process';

const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const LOOK_FOR_PARENT_EVERY_MS = 500;

/**
 * Runs `command`, passing on signals and the end of its own parent, and resolves to its exit status (128 + n when signal n ended it). Rejects when
 * it cannot be started at all.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options] Standard streams are inherited unless said otherwise.
 * @returns {Promise<number>}
 */
export function runChild(command, args, options = {}) {
  return new Promise((ended, failed) => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    const forwarders = FORWARDED_SIGNALS.map((signal) => {
      // A terminal sends Ctrl-C to the child as well; a supervisor or a parent script sends it to this process alone.
      const forward = () => child.kill(/** @type {NodeJS.Signals} */ (signal));
      process.on(signal, forward);
      return () => process.removeListener(signal, forward);
    });
    const stopWatching = onParentGone(() => child.kill());
    const letGo = () => {
      stopWatching();
      for (const remove of forwarders) remove();
    };
    child.on('error', (error) => {
      letGo();
      failed(error);
    });
    child.on('exit', (code, signal) => {
      letGo();
      ended(code ?? 128 + (signal === 'SIGINT' ? 2 : signal === 'SIGKILL' ? 9 : 15));
    });
  });
}

/**
 * npm runs a script in a shell, and when npm is ended that shell dies without a word to what runs in it. A gate that
 * nobody can reach any more must not keep its readers and its database: it ends with its parent.
 *
 * @param {() => void} onGone
 * @returns {() => void} stops watching
 */
function onParentGone(onGone) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, LOOK_FOR_PARENT_EVERY_MS);
  return () => clearInterval(timer);
}
