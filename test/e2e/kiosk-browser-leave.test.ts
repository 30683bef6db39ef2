/** Does the browser kiosk end by its PIN with the status that its supervisor knows, and leave no browser behind? */

import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openAccessFile } from '../../src-main/gate/access-file.ts';
import { LEFT_EXIT_CODE } from '../../src-main/host/leave-message.ts';
import { hashPin } from '../../src-main/vault/pin-hash.ts';
import { connectToKiosk } from '../support/privacy/gate-client.ts';
import { descendantsOf, runningOf } from '../support/processes.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const PIN = '482715';

test('a wrong PIN leaves it where it is, the right one ends it and its browser', async () => {
  const dataDir = temporaryDir();
  await openAccessFile(dataDir).keep({ administrator: await hashPin(PIN), supervisor: null, failures: 0 });
  // A program that stays stands for the browser; the page's part is done here.
  const browser = join(dataDir, 'browser.sh');
  writeFileSync(browser, '#!/bin/sh\nexec sleep 600\n');
  chmodSync(browser, 0o755);
  const kiosk = runProcess(process.execPath, ['src-main/host/kiosk.ts'], {
    GATE_DATA_DIR: dataDir,
    GATE_BROWSER: browser,
  });
  onTestFinished(kiosk.stop);
  await kiosk.waitFor(/the gate is open/, 60_000);
  const entrance = join(dataDir, 'browser', 'enter.html');
  await expect.poll(() => existsSync(entrance)).toBe(true);
  const family = descendantsOf(kiosk.child.pid ?? 0);
  const limits = family.map(
    (pid) => /^Max core file size\s+(\S+)/m.exec(readFileSync(`/proc/${pid}/limits`, 'utf8'))?.[1],
  );
  expect([...new Set(limits)]).toEqual(['0']);

  const address = /url=([^"]+)/.exec(readFileSync(entrance, 'utf8'))?.[1] ?? '';
  const { client, end: hangUp } = await connectToKiosk(address);
  onTestFinished(hangUp);
  expect(await client.leaveState()).toEqual({ isKiosk: true, isAsked: true, hasBadge: false });
  expect(await client.leaveKiosk({ by: 'pin', pin: '771904' })).toMatchObject({ type: 'wrong' });
  const end = once(kiosk.child, 'exit');
  expect(await client.leaveKiosk({ by: 'pin', pin: PIN })).toEqual({ type: 'left' });
  expect(await end).toEqual([LEFT_EXIT_CODE, null]);
  await expect.poll(() => runningOf(family)).toEqual([]);
});
