/**
 * What does it look like? A collector, a gate enrolled with it, and a simulated reader that plays fake people; the
 * screen opens as with `npm start`. Nothing but loopback is used, and everything is thrown away at the end.
 */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PERSON_EVERY_MS = 2_500;
const projectDir = join(import.meta.dirname, '..');
const workDir = mkdtempSync(join(tmpdir(), 'gac-cong-demo-'));
const gateEnvironment = { GATE_DATA_DIR: join(workDir, 'gate'), GATE_SIMULATE_MS: String(PERSON_EVERY_MS) };
const started: ChildProcess[] = [];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => gate?.kill(signal));

let gate: ChildProcess | undefined;
try {
  const collector = startNode(['src-collector/main.ts'], {
    PORT: String(await freePort()),
    COLLECTOR_DATA_DIR: join(workDir, 'collector'),
    COLLECTOR_NAME: 'Máy thu thử nghiệm',
    DATABASE_URL: '',
  });
  const setupCode = await firstMatch(collector, /GACCONG-SETUP:[\w-]+/);
  await once(startNode(['src-main/host/cli.ts', 'enrol', setupCode], gateEnvironment), 'exit');
  process.stdout.write(
    'Người giả, dữ liệu giả; đóng cửa sổ là hết. / Fake people, fake data; closing the window ends it.\n',
  );
  gate = startNode(['scripts/start.ts'], { GATE_WINDOWED: '1', ...gateEnvironment }, 'inherit');
  await once(gate, 'exit');
} finally {
  await Promise.all(started.map(end));
  rmSync(workDir, { recursive: true, force: true });
}

function startNode(
  args: readonly string[],
  env: Record<string, string>,
  output: 'pipe' | 'inherit' = 'pipe',
): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd: projectDir,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, 'inherit'],
  });
  if (output === 'pipe') child.stdout?.on('data', (chunk: Buffer) => process.stdout.write(chunk));
  started.push(child);
  return child;
}

function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((found, failed) => {
    let text = '';
    child.on('exit', (code) => failed(new Error(`the collector ended with ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      const match = pattern.exec(text);
      if (match !== null) found(match[0]);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill();
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
