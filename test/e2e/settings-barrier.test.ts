/** Can somebody who is no engineer set a barrier up, try it, and see what becomes of who does not pass? */

import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { builtScreen } from '../support/built-screen.ts';
import type { SimulatedBoard } from '../support/relay-board.ts';
import { openSimulatedBoard } from '../support/relay-board.ts';
import { nextCard, SCANNER_POLL as POLL } from '../support/scanner-gate.ts';
import { openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const built = builtScreen();

describe('the barrier of a lane', () => {
  test('is set up, saved, and opened from the settings and from the page of trials', async () => {
    const { page, gate, board } = await stand();
    await openSection(page, 'lanes');
    await page.getByText('Bo rơ-le loại LCUS').click();
    await page.getByTestId('save-settings').click();
    await page.getByText('Chọn hoặc ghi cổng nối.').waitFor();
    expect(gate.snapshot().settings.barriers).toEqual([]);

    await page.getByLabel('Cổng nối bo mạch').selectOption({ label: 'Tự ghi cổng nối…' });
    await page.getByLabel('Ghi cổng nối, ví dụ').fill(board.pty.path);
    await page.getByLabel('Tốc độ (baud)').selectOption('19200');
    await save(page);
    expect(gate.snapshot().settings.barriers).toMatchObject([{ path: board.pty.path, baudRate: 19_200 }]);
    await expect.poll(() => gate.snapshot().status.barriers[0]?.state, POLL).toBe('closed');
    // What closes it at the start has been said, and has to be heard, too.
    await expect.poll(() => board.switched, POLL).toEqual(['1 off']);

    board.switched.length = 0;
    await tryOpening(page);
    await expect.poll(() => board.switched, POLL).toEqual(['1 on', '1 off']);
    await page.locator('[data-section="test"]').click();
    await tryOpening(page);
    await expect.poll(() => board.switched, POLL).toEqual(['1 on', '1 off', '1 on', '1 off']);
    expect(gate.verifyLog().entries).toBe(0);
  });

  test('with a lamp that could be switched on and never off is not saved, and the missing bytes are asked for', async () => {
    const { page, gate } = await stand();
    await openSection(page, 'lanes');
    await page.getByText('Bo khác').click();
    await page.getByLabel('Cổng nối bo mạch').selectOption({ label: 'Tự ghi cổng nối…' });
    await page.getByLabel('Ghi cổng nối, ví dụ').fill('/dev/ttyUSB9');
    await page.getByLabel('Lệnh mở').fill('A0 01');
    await page.getByLabel('Lệnh đóng').fill('A0 00');
    await page.getByLabel('Bật đèn đỏ').fill('B0 01');
    await page.getByText('Ghi cả lệnh bật và lệnh tắt, hoặc để trống cả hai.').waitFor();
    await page.getByTestId('save-settings').click();
    expect(gate.snapshot().settings.barriers).toEqual([]);
    await page.getByLabel('Tắt đèn đỏ').fill('B0 00');
    await save(page);
    expect(gate.snapshot().settings.barriers).toMatchObject([{ board: { redOn: 'B0 01', redOff: 'B0 00' } }]);
  });

  test('takes an admission back that nobody walked through, and the strip of the last ones says so', async () => {
    const { page, gate, board } = await stand();
    const barrier = {
      laneId: 'lane-1',
      path: board.pty.path,
      passed: { kind: 'bytes', bytes: '55 01' },
      passWithinMs: 1_000,
    };
    expect(gate.saveSettings({ settings: { ...gate.snapshot().settings, barriers: [barrier] } }).type).toBe('saved');
    await expect.poll(() => gate.snapshot().status.barriers[0]?.state, POLL).toBe('closed');
    gate.scan({ readerKind: 'command', text: nextCard().toString('utf8').trim(), encoding: 'utf-8' });
    const last = page.getByTestId('recent').locator('li').first();
    await last.getByText('không đi qua').waitFor();
    expect(await last.getAttribute('data-verdict')).toBe('admit');
    expect(await page.locator('[data-testid="verdict"][data-verdict="admit"]').count()).toBe(0);
  });
});

async function stand(): Promise<{ page: Page; gate: OpenedGate; board: SimulatedBoard }> {
  const board = await openSimulatedBoard();
  const answer = openGate({
    dataDir: temporaryDir(),
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.5,
  });
  if (answer.type === 'refused') throw new Error(answer.reason);
  const { gate } = answer;
  expect(gate.saveSettings({ settings: { ...defaultSettings(), readers: [] } }).type).toBe('saved');
  const screen = await openScreen({ ...built, gate, isUnhurried: true });
  onTestFinished(async () => {
    expect(screen.complaints).toEqual([]);
    await screen.close();
    await gate.close();
  });
  return { page: screen.page, gate, board };
}

async function openSection(page: Page, section: string): Promise<void> {
  await page.getByTestId('open-settings').click();
  await page.locator(`[data-section="${section}"]`).click();
}

async function save(page: Page): Promise<void> {
  await page.getByTestId('save-settings').click();
  await page.getByText('Đã lưu, có hiệu lực ngay').waitFor();
}

/** Asked twice, as it really opens. */
async function tryOpening(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Mở thử' }).click();
  await page.getByRole('button', { name: 'Mở thật?' }).click();
  await page.getByText('Đã gửi lệnh mở.').waitFor();
}
