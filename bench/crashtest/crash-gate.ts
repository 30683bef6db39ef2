/** How does a gate stand whose app is killed again and again: the app, its window, a scanner that never rests, its log? */

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import { startDisplay } from '../../test/support/electron-runtime.ts';
import { freePort } from '../../test/support/free-port.ts';
import { openPtyPair } from '../../test/support/pty-pair.ts';
import { nextCard } from '../support/fake-cards.ts';
import type { KeptApp } from './kept-app.ts';
import { keepApp } from './kept-app.ts';
import type { Painted, ScreenEye } from './screen-eye.ts';
import { openEye } from './screen-eye.ts';

export type StoredEntry = { readonly seq: number; readonly verdict: string };

export type CrashGate = {
  readonly dataDir: string;
  readonly display: string;
  readonly app: KeptApp;
  readonly eye: ScreenEye;
  /** Verdicts that were painted as recorded, in their order, with whether the log had them at that moment. */
  readonly shown: readonly (StoredEntry & { readonly wasStored: boolean })[];
  /** Of the newest entry; 0 while there is none. */
  readonly lastSeq: () => number;
  readonly stored: () => readonly StoredEntry[];
  readonly close: () => Promise<void>;
};

export type CrashGateOptions = {
  readonly dataDir: string;
  readonly executable: string;
  /** Before the switches. */
  readonly args?: readonly string[];
  readonly phone?: string;
};

/** A person a third of a second: a rush, and slow enough for a screen to show each. */
const SCAN_EVERY_MS = 330;

/** One lane, one scanner on a serial line, nothing else. */
export async function openCrashGate({
  dataDir,
  executable,
  args = [],
  phone = '',
}: CrashGateOptions): Promise<CrashGate> {
  const [pty, port, display] = [await openPtyPair(), await freePort(), await startDisplay()];
  const defaults = defaultSettings();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(
    join(dataDir, 'settings.json'),
    JSON.stringify({
      ...defaults,
      readers: [{ kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: pty.path, baudRate: 115_200 }],
      support: { phone },
    }),
  );
  const shown: (StoredEntry & { wasStored: boolean })[] = [];
  const log = openLogReader(dataDir);
  const app = keepApp({
    executable,
    args: [
      ...args,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      // A package for tests lets itself be looked into only through this door: an installed gate takes both switches away.
      '--inspect=0',
      `--remote-debugging-port=${port}`,
    ],
    env: {
      ...process.env,
      DISPLAY: display.name,
      GATE_DATA_DIR: dataDir,
      GATE_CORE_NODE: process.execPath,
      GATE_WINDOWED: '1',
    },
  });
  const eye = openEye(port, ({ verdict, seq }: Painted) => {
    if (seq !== null) shown.push({ verdict, seq, wasStored: log.verdictOf(seq) === verdict });
  });
  let isClosed = false;
  const scanning = (async () => {
    while (!isClosed) {
      await pty.write(Buffer.from(`${nextCard()}\r`, 'utf8'));
      await delay(SCAN_EVERY_MS);
    }
  })();
  return {
    dataDir,
    display: display.name,
    app,
    eye,
    shown,
    lastSeq: log.lastSeq,
    stored: log.all,
    close: async () => {
      isClosed = true;
      eye.close();
      await app.close();
      log.close();
      await pty.close();
      // A write to a cable that is gone ends it.
      await scanning.catch(() => undefined);
      await display.stop();
    },
  };
}

/** Looks at the log from beside, as soon as there is one. */
function openLogReader(dataDir: string) {
  const path = join(dataDir, 'gate.sqlite');
  let database: InstanceType<typeof Database> | null = null;
  const open = (): InstanceType<typeof Database> | null => {
    if (database === null && existsSync(path)) {
      try {
        const opened = new Database(path, { readonly: true, timeout: 2_000 });
        opened.prepare('select 1 from entry').get();
        database = opened;
      } catch {
        // A file that has no tables yet; asked again at the next look.
      }
    }
    return database;
  };
  return {
    lastSeq: () => open()?.prepare<[], { seq: number | null }>('select max(seq) as seq from entry').get()?.seq ?? 0,
    verdictOf: (seq: number) =>
      open()?.prepare<[number], { verdict: string }>('select verdict from entry where seq = ?').get(seq)?.verdict ??
      null,
    all: () => open()?.prepare<[], StoredEntry>('select seq, verdict from entry order by id').all() ?? [],
    close: () => database?.close(),
  };
}
