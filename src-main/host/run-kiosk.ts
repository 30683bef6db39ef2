/** What does the browser kiosk do between its start and its end? */

import { join, resolve } from 'node:path';
import { openGate } from '../gate.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';
import { logForGate, openLog } from './log.ts';
import { startLoopbackServer } from './loopback-server.ts';

/** Runs until it is told to end. */
export async function runKiosk(env: NodeJS.ProcessEnv): Promise<void> {
  const log = openLog(join(dataDirFrom(env), 'log'));
  const opened = openGate(gateOptionsFromEnvironment(env, logForGate(log)));
  if (opened.type === 'refused') {
    process.stderr.write(`Cổng không mở được / the gate cannot open: ${opened.room}, ${opened.reason}\n`);
    process.exitCode = 1;
    return;
  }
  const { gate } = opened;
  const server = await startLoopbackServer({
    gate,
    rendererDir: resolve(import.meta.dirname, '../../dist/renderer'),
    host: '127.0.0.1',
    port: Number(env.GATE_PORT ?? '0'),
    log,
  });
  process.stdout.write(`Cổng đã mở / the gate is open: ${server.address}\n`);
  const close = (): void => {
    void server
      .close()
      .then(gate.close)
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, close);
}
