/** Does real Electron keep the page to what it may do, and bring back what dies? */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { electronDist, startDisplay } from '../support/electron-runtime.ts';
import { launchElectron } from '../support/launch-electron.ts';
import { descendantsOf, processes } from '../support/processes.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const lacking = electronDist() === null ? 'no Electron binary here' : null;
const MAIN = join(PROJECT_DIR, 'dist/electron/main.cjs');
/** Without `--use-fake-ui-for-media-stream`: that passes by the handlers which are tested here. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--use-fake-device-for-media-stream'];

/** A machine that does much else besides. */
const SOON = { timeout: 60_000 };

let display: Awaited<ReturnType<typeof startDisplay>>;

beforeAll(async () => {
  if (lacking !== null) return;
  buildIfStale();
  display = await startDisplay();
});
afterAll(() => display?.stop());
beforeEach(({ skip }) => {
  if (lacking !== null) skip(lacking);
});

function environment(): Record<string, string> {
  return {
    ...(process.env as Record<string, string>),
    DISPLAY: display.name,
    GATE_DATA_DIR: temporaryDir(),
    GATE_CORE_NODE: process.execPath,
    GATE_WINDOWED: '1',
  };
}

async function openShell(env = environment()): Promise<{ app: ElectronApplication; page: Page }> {
  const executablePath = join(electronDist() ?? '', 'electron');
  const app = await launchElectron({ executablePath, args: [MAIN, ...FLAGS], env });
  onTestFinished(() => app.close());
  return { app, page: await app.firstWindow() };
}

describe('the keys', () => {
  test('stay in their private file where the system has no keyring that is one, and the shell says so at each start', async () => {
    const env = environment();
    const dataDir = env.GATE_DATA_DIR ?? '';
    const shellLog = (): string => readFileSync(join(dataDir, 'shell', 'shell.log'), 'utf8');
    for (let start = 1; start <= 2; start += 1) {
      const { app } = await openShell(env);
      const isReady = (): boolean =>
        shellLog().lastIndexOf('"event":"core-ready"') > shellLog().lastIndexOf('"event":"keys"');
      await expect.poll(isReady, SOON).toBe(true);
      await app.close();
    }
    const said = shellLog()
      .split('\n')
      .filter((line) => line.includes('"event":"keys"'))
      .map((line) => JSON.parse(line) as { readonly kept: string; readonly reason: string | null });
    const hasKeyring = said.some(({ reason }) => reason === 'not-proven');
    expect(said.map(({ kept, reason }) => `${kept} ${reason}`)).toEqual(
      hasKeyring ? ['file no-keys', 'file not-proven'] : ['file no-keys', 'file no-key-store'],
    );
    const { version, dataKey } = JSON.parse(readFileSync(join(dataDir, 'keys.json'), 'utf8'));
    expect({ version, hasDataKey: typeof dataKey?.secret }).toEqual({ version: 1, hasDataKey: 'string' });
  });
});

describe('the page', () => {
  test('has no Node, an origin of its own that counts as secure, and a policy that lets no text become code', async () => {
    const { page } = await openShell();
    const found = await page.evaluate(async () => ({
      nodeThings: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
      shell: Object.keys((globalThis as unknown as { gateShell: object }).gateShell).sort(),
      origin: location.origin,
      isSecureContext,
      // In a task of the page's own: what a debugger evaluates is exempt from the policy.
      evaluated: await new Promise((told) => {
        setTimeout(() => {
          try {
            // biome-ignore lint/security/noGlobalEval: whether it is refused is what is asked.
            told(globalThis.eval('1'));
          } catch (error) {
            told((error as Error).name);
          }
        });
      }),
      ownFile: (await fetch('/index.html')).status,
      strangeFile: (await fetch('/../package.json')).status,
      network: await fetch('http://127.0.0.1:9/').then(
        () => 'let through',
        () => 'refused',
      ),
      disk: await fetch('file:///etc/passwd').then(
        () => 'let through',
        () => 'refused',
      ),
    }));
    expect(found).toEqual({
      nodeThings: [],
      shell: ['beat', 'countPrinters', 'kind', 'print', 'requestPort', 'tryAgain'],
      origin: 'app://gate',
      isSecureContext: true,
      evaluated: 'EvalError',
      ownFile: 200,
      strangeFile: 404,
      network: 'refused',
      disk: 'refused',
    });
  });

  test('may have the picture of a camera and nothing else of the machine', async () => {
    const { page } = await openShell();
    const found = await page.evaluate(async () => {
      const media = (wanted: MediaStreamConstraints): Promise<string> =>
        navigator.mediaDevices.getUserMedia(wanted).then(
          (stream) => {
            const kinds = stream.getTracks().map((track) => track.kind);
            for (const track of stream.getTracks()) track.stop();
            return kinds.join();
          },
          (error: Error) => error.name,
        );
      return {
        picture: await media({ video: true }),
        sound: await media({ audio: true }),
        both: await media({ audio: true, video: true }),
        notifications: await Notification.requestPermission(),
        place: await new Promise((told) => {
          navigator.geolocation.getCurrentPosition(
            () => told('told'),
            () => told('refused'),
          );
        }),
      };
    });
    expect(found).toEqual({
      picture: 'video',
      sound: 'NotAllowedError',
      both: 'NotAllowedError',
      notifications: 'denied',
      place: 'refused',
    });
  });

  test('can neither leave nor open a window', async () => {
    const { app, page } = await openShell();
    expect(await page.evaluate(() => window.open('about:blank') === null)).toBe(true);
    for (const address of ['https://example.com/', 'file:///etc/hostname', 'app://gate/index.html?again']) {
      await page.evaluate((to) => {
        location.href = to;
      }, address);
      // A round trip through main and page: a navigation that was let through would have taken the page away.
      await app.evaluate(() => undefined);
      expect(await page.evaluate(() => location.href)).toBe('app://gate/');
    }
    expect(app.windows()).toHaveLength(1);
  });
});

describe('what dies comes back', () => {
  test('a killed core is started again, and the page gets a new port unasked', async () => {
    const { app, page } = await openShell();
    await page.evaluate(() => {
      const seen = globalThis as unknown as { ports: number; gateShell: { requestPort: () => void } };
      seen.ports = 0;
      addEventListener('message', (event) => {
        if (event.data === 'gate-port' && event.ports.length === 1) seen.ports += 1;
      });
      seen.gateShell.requestPort();
    });
    const ports = (): Promise<number> => page.evaluate(() => (globalThis as unknown as { ports: number }).ports);
    await expect.poll(ports, SOON).toBeGreaterThan(0);
    const before = await ports();
    const [corePid] = corePidsOf(app.process().pid ?? 0);
    expect(corePid).toBeGreaterThan(0);
    process.kill(corePid ?? 0, 'SIGKILL');
    await expect.poll(ports, SOON).toBeGreaterThan(before);
    expect(corePidsOf(app.process().pid ?? 0)).not.toContain(corePid);
  });

  test('a crashed page is loaded again, while the core goes on', async () => {
    const { app, page } = await openShell();
    await page.waitForLoadState();
    const core = (): number[] => corePidsOf(app.process().pid ?? 0);
    await expect.poll(core, SOON).toHaveLength(1);
    const [corePid] = core();
    const crashed = page.waitForEvent('crash');
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
    });
    await crashed;
    const isBack = (): Promise<boolean> =>
      app.evaluate(({ BrowserWindow }) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents;
        return contents !== undefined && !contents.isCrashed() && !contents.isLoading() && contents.getTitle() !== '';
      });
    await expect.poll(isBack, SOON).toBe(true);
    expect(core()).toEqual([corePid]);
  });
});

describe('the shell', () => {
  test('opens no TCP port, lets only one of itself at a data folder, and takes its core with it', async () => {
    const env = environment();
    const binary = join(electronDist() ?? '', 'electron');
    const shell = spawn(binary, [MAIN, ...FLAGS], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    onTestFinished(() => {
      shell.kill('SIGKILL');
    });
    let said = '';
    shell.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await expect.poll(() => said, SOON).toContain('core-ready');
    const family = descendantsOf(shell.pid ?? 0);
    expect(family.length).toBeGreaterThan(2);
    expect(listeningSocketsOf(family)).toEqual([]);

    const second = spawn(binary, [MAIN, ...FLAGS], { env, stdio: 'ignore' });
    expect(await once(second, 'exit')).toEqual([0, null]);
    expect(shell.exitCode).toBeNull();

    const [corePid] = corePidsOf(shell.pid ?? 0);
    shell.kill('SIGTERM');
    expect(await once(shell, 'exit')).toEqual([0, null]);
    expect(() => process.kill(corePid ?? 0, 0)).toThrow('ESRCH');
  });
});

function corePidsOf(shellPid: number): number[] {
  return processes()
    .filter(({ parent, command }) => parent === shellPid && command.includes('core-process.js'))
    .map(({ pid }) => pid);
}

/** Local addresses of TCP sockets that any of `pids` listens on, as the kernel writes them. */
function listeningSocketsOf(pids: readonly number[]): string[] {
  const own = new Set(pids.flatMap(socketInodesOf));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === '0A' && own.has(fields[9] ?? ''))
      .map((fields) => fields[1] ?? ''),
  );
}

function socketInodesOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const target = readlinkSync(`/proc/${pid}/fd/${fd}`);
      return /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? [];
    });
  } catch {
    return []; // A file or the process is gone since it was listed.
  }
}
