/** Does the shell that was started still live? It sees to all its parts; to itself only its launcher can. */

import type { ChildProcess } from 'node:child_process';
import { ALIVE_WORD } from '../core/recovery/alive-word.ts';
import { afterLook, hangs, LOOK_EVERY_MS, SHELL_SILENT_LOOKS, spoke, UNBORN } from '../core/recovery/heartbeat.ts';
import { waitMeter } from '../host/kept-waiting.ts';

/** From its first word on; one that never says any is not watched. `onHang` ends it. */
export function watchAlive(child: ChildProcess, onHang: () => void, mostLooks = SHELL_SILENT_LOOKS): void {
  const keptWaiting = waitMeter();
  let heartbeat = UNBORN;
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    heartbeat = afterLook(heartbeat, keptWaiting(child.pid ?? 0));
    if (!hangs(heartbeat, mostLooks)) return;
    clearInterval(timer ?? undefined);
    onHang();
  }

  child.on('message', (word) => {
    if (word !== ALIVE_WORD) return;
    heartbeat = spoke(heartbeat);
    timer ??= setInterval(look, LOOK_EVERY_MS);
  });
  child.once('exit', () => clearInterval(timer ?? undefined));
}
