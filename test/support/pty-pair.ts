/** How does a test hold a serial cable without hardware? A pair of pseudo-terminals, joined by socat. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type PtyPair = {
  /** The port that the product opens. The same after `replug`. */
  readonly path: string;
  /** Sends bytes as a scanner would; done when the kernel has all of them. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** What the product has sent since the last time; empty where that is nothing. */
  readonly read: () => Promise<Buffer>;
  /** Pulls the plug: the port vanishes, also for who has it open. */
  readonly unplug: () => Promise<void>;
  readonly replug: () => Promise<void>;
  /** Points the port's path at another pair's port, while the old one stays open and silent. */
  readonly relink: (otherPath: string) => void;
  readonly close: () => Promise<void>;
};

type Cable = { readonly socat: ChildProcess; readonly ends: readonly [scanner: FileHandle, port: FileHandle] };

const OPEN_FLAGS = constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK;

/** Throws a sentence that names the package where socat is missing. */
export async function openPtyPair(): Promise<PtyPair> {
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-pty-'));
  const path = join(dir, 'port');
  const scannerPath = join(dir, 'scanner');
  let cable: Cable | null = await plugIn();

  async function plugIn(): Promise<Cable> {
    const socat = await startSocat([path, scannerPath]);
    // Both ends stay open here: socat ends when the last one who had a terminal open leaves it.
    return { socat, ends: [await open(scannerPath, OPEN_FLAGS), await open(path, OPEN_FLAGS)] };
  }

  async function unplug(): Promise<void> {
    if (cable === null) return;
    const { socat, ends } = cable;
    cable = null;
    if (socat.exitCode === null && socat.signalCode === null) {
      const exit = once(socat, 'exit');
      socat.kill();
      await exit;
    }
    await Promise.all(ends.map((end) => end.close()));
  }

  return {
    path,
    write: async (bytes) => {
      if (cable === null) throw new Error('the pty pair is unplugged');
      await writeAll(cable.ends[0], bytes);
    },
    read: async () => {
      if (cable === null) throw new Error('the pty pair is unplugged');
      return await readWaiting(cable.ends[0]);
    },
    unplug,
    replug: async () => {
      cable ??= await plugIn();
    },
    relink: (otherPath) => {
      rmSync(path);
      symlinkSync(otherPath, path);
    },
    close: async () => {
      await unplug();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Never blocks a thread of the pool, which serialport needs too: a full terminal is asked again a little later. */
async function writeAll(end: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    try {
      written += (await end.write(bytes, written)).bytesWritten;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await delay(1);
    }
  }
}

async function readWaiting(end: FileHandle): Promise<Buffer> {
  const buffer = Buffer.alloc(4_096);
  try {
    const { bytesRead } = await end.read(buffer, 0, buffer.length, null);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return Buffer.alloc(0);
    throw error;
  }
}

async function startSocat(links: readonly [string, string]): Promise<ChildProcess> {
  const socat = spawn('socat', ['-d', '-d', ...links.map((link) => `pty,raw,echo=0,link=${link}`)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let messages = '';
  await new Promise<void>((ready, failed) => {
    socat.on('error', () =>
      failed(new Error('socat is missing: it stands in for a serial cable. Install the package "socat".')),
    );
    socat.on('exit', (code) => failed(new Error(`socat ended with ${code}: ${messages}`)));
    socat.stderr.on('data', (chunk: Buffer) => {
      messages += chunk.toString('utf8');
      if (messages.includes('starting data transfer loop')) ready();
    });
  });
  return socat;
}
