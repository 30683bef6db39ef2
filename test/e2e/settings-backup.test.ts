/** Can a second disk be named on the screen, and is it said there when somebody pulls it? */

import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openGate } from '../../src-main/gate.ts';
import { builtScreen } from '../support/built-screen.ts';
import { openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const built = builtScreen();

test('a folder is named, the backup is there, and a stick that was pulled is said with what to do', async () => {
  const place = temporaryDir();
  const stick = join(place, 'usb');
  mkdirSync(stick);
  const opened = openGate({
    dataDir: temporaryDir(),
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
    backupEveryMs: 100,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const { gate } = opened;
  onTestFinished(() => gate.close());
  const { page, close } = await openScreen({ ...built, gate });
  onTestFinished(close);

  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="collector"]').click();
  await page.getByTestId('backup-folder').fill(` ${stick} `);
  await page.getByTestId('save-settings').click();
  await page.locator('[data-testid="backup-state"][data-state="ok"]').waitFor();
  expect(readdirSync(stick)).toHaveLength(1);

  renameSync(stick, join(place, 'pulled'));
  await page.locator('[data-testid="backup-state"][data-state="failing"]').waitFor();
  await page.getByTestId('close-settings').click();
  await page.getByText('Không thấy ổ sao lưu').waitFor();
  await page.getByText('Cắm lại USB hoặc ổ sao lưu.').waitFor();

  renameSync(join(place, 'pulled'), stick);
  await page.getByText('Đã sao lưu').waitFor();
});
