/** How does a test stand before a gate's PINs? The desk with a real file and store, and a clock that the test moves. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Caller } from '../../../src-main/contract/caller.ts';
import type { AccessDesk } from '../../../src-main/gate/access-desk.ts';
import { openAccessDesk } from '../../../src-main/gate/access-desk.ts';
import { openAccessFile } from '../../../src-main/gate/access-file.ts';
import type { AuditDesk } from '../../../src-main/gate/audit-desk.ts';
import { openAuditDesk } from '../../../src-main/gate/audit-desk.ts';
import { hashPin } from '../../../src-main/vault/pin-hash.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { openTestStore } from '../store/open-test-store.ts';

export const ADMINISTRATOR_PIN = '482715';
export const SUPERVISOR_PIN = '905133';
export const IDLE_MS = 300_000;

export type AccessGate = {
  readonly dir: string;
  readonly open: () => Caller;
  readonly desk: () => AccessDesk;
  readonly pass: (ms: number) => void;
  /** The same data folder after a restart. */
  readonly restart: () => void;
  readonly audit: AuditDesk;
  /** What was noted, oldest first, as "actor action". */
  readonly noted: () => string[];
  readonly fileText: () => string;
};

export function accessGate(): AccessGate {
  const dir = temporaryDir();
  const store = openTestStore(dir);
  let nowMs = 1_000;
  const audit = openAuditDesk({
    store,
    nowUtcMs: () => Date.UTC(2026, 10, 29),
    otherwise: 'gate',
    log: () => undefined,
  });
  const openDesk = () =>
    openAccessDesk({ file: openAccessFile(dir), nowMs: () => nowMs, audit, idleMs: IDLE_MS, hash: cheapHash });
  let desk = openDesk();
  return {
    dir,
    open: () => desk.openCaller(),
    desk: () => desk,
    pass: (ms) => {
      nowMs += ms;
    },
    restart: () => {
      nowMs = 7;
      desk = openDesk();
    },
    audit,
    noted: () =>
      store
        .listAudit(null, 200)
        .reverse()
        .map(({ actor, action }) => `${actor} ${action}`),
    fileText: () => readFileSync(join(dir, 'access.json'), 'utf8'),
  };
}

/** As a real one, in a tenth of the time. */
function cheapHash(pin: string): ReturnType<typeof hashPin> {
  return hashPin(pin, { cost: 2 ** 12, blockSize: 8, parallelization: 1 });
}

/** With both PINs set; nobody is let in. */
export async function protectedGate(): Promise<AccessGate> {
  const gate = accessGate();
  const caller = gate.open();
  await caller.setPin({ role: 'administrator', pin: ADMINISTRATOR_PIN, oldPin: null });
  await caller.setPin({ role: 'supervisor', pin: SUPERVISOR_PIN, oldPin: null });
  caller.close();
  return gate;
}
