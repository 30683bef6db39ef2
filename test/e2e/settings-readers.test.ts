/** Do the settings say of each scanner what it is, how it does, and what keeps it from being read? */

import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SerialReaderSettings } from '../../src-main/contract/settings.ts';
import type { ReaderStatus } from '../../src-main/contract/status-api.ts';
import { builtScreen } from '../support/built-screen.ts';
import type { FakeGate } from '../support/fake-gate.ts';
import { createFakeGate, fakeReader } from '../support/fake-gate.ts';
import { openScreen } from '../support/screen-page.ts';

const built = builtScreen();

const QUIET = createFakeGate().gate.snapshot();
const AUTO: SerialReaderSettings = { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: 'auto', baudRate: 9600 };
const READY = fakeReader({ id: 'serial-1', laneId: 'lane-1', kind: 'serial', state: 'ready', trouble: null });
const BUSY: ReaderStatus = {
  ...READY,
  state: 'babbling',
  port: '/dev/ttyACM0',
  lastReadingAtUtcMs: Date.UTC(2026, 10, 2, 1),
  health: {
    ...READY.health,
    sinceUtcMs: Date.UTC(2026, 10, 2),
    codes: 12,
    halfCodes: 3,
    babbledCodes: 40,
    decodeWarnings: 2,
  },
};

describe('the readers of the settings', () => {
  test('begin on a port that is found by itself, and keep the device of a port that is chosen', async () => {
    const { fake, page } = await stand([], []);
    await page.getByRole('button', { name: 'Thêm đầu đọc USB/RS-232' }).click();
    await page.getByText('Cắm đầu đọc vào là nhận').waitFor();
    await save(page);
    expect(fake.gate.snapshot().settings.readers).toEqual([AUTO]);

    const port = page.getByLabel('Cổng nối', { exact: true });
    await port.selectOption({ label: '/dev/ttyACM0 · Honeywell' });
    await save(page);
    const device = { vendorId: '0c2e', productId: '0b6a', serialNumber: 'S1' };
    expect(fake.gate.snapshot().settings.readers).toEqual([{ ...AUTO, path: '/dev/ttyACM0', device }]);

    await port.selectOption({ label: 'Máy tự tìm (nên dùng)' });
    await save(page);
    expect(fake.gate.snapshot().settings.readers).toEqual([AUTO]);
  });

  test('show how each does, in Vietnamese and in English, as it is now', async () => {
    const { fake, page } = await stand([AUTO], [READY]);
    const health = page.getByTestId('reader-health');
    await expectText(health, /^sẵn sàng từ .* · đã đọc 0 mã$/);
    fake.become({ status: { ...QUIET.status, readers: [BUSY] } });
    await expectText(
      health,
      'gửi mã không ngừng từ 07:00:00 · ở /dev/ttyACM0 · đã đọc 12 mã · lần cuối 08:00:00 · ' +
        '3 mã bị đứt giữa chừng do rút dây · 40 mã bỏ đi do đầu đọc gửi không ngừng · ' +
        '2 mã không phải UTF-8: tên có thể sai dấu, hãy đặt đầu đọc sang UTF-8',
    );
    const { settings } = fake.gate.snapshot();
    fake.become({ settings: { ...settings, screen: { ...settings.screen, language: 'en' } } });
    await expectText(
      health,
      'sends codes without end since 07:00:00 · on /dev/ttyACM0 · codes read: 12 · last at 08:00:00 · ' +
        'codes cut by unplugging: 3 · codes dropped from sending without end: 40 · ' +
        'codes that were not UTF-8: 2; names may be wrong, set the scanner to UTF-8',
    );
  });

  test('name a scanner that types like a keyboard, and what to do', async () => {
    const { page } = await stand([AUTO], [READY], [{ name: 'Newland FM430', mode: 'keyboard', maker: 'Newland' }]);
    await expectText(page.getByTestId('wrong-mode'), /^Newland FM430 đang ở chế độ bàn phím: .*USB-COM/);
  });
});

test('the guard reads that a scanner sends without end, and what to do', async () => {
  const { page } = await stand([AUTO], [BUSY]);
  await page.getByTestId('close-settings').click();
  await page.getByText('Đầu đọc ttyACM0 gửi mã không ngừng').waitFor();
  await page.getByText('Rút dây đầu đọc, đợi vài giây, cắm lại; cổng khác vẫn chạy.').waitFor();
});

async function stand(
  readers: SerialReaderSettings[],
  statuses: ReaderStatus[],
  wrongMode: Awaited<ReturnType<FakeGate['gate']['listWrongModeScanners']>> = [],
): Promise<{ fake: FakeGate; page: Page }> {
  const fake = createFakeGate();
  fake.become({
    settings: { ...QUIET.settings, readers },
    status: { ...QUIET.status, readers: statuses },
  });
  const gate = { ...fake.gate, listWrongModeScanners: () => Promise.resolve(wrongMode) };
  const screen = await openScreen({ ...built, gate });
  onTestFinished(async () => {
    expect(screen.complaints).toEqual([]);
    await screen.close();
  });
  await screen.page.getByTestId('open-settings').click();
  await screen.page.locator('[data-section="readers"]').click();
  return { fake, page: screen.page };
}

async function save(page: Page): Promise<void> {
  await page.getByTestId('save-settings').click();
  await page.getByText('Đã lưu, có hiệu lực ngay').waitFor();
}

async function expectText(locator: Locator, text: string | RegExp): Promise<void> {
  await expect.poll(() => locator.textContent()).toMatch(text);
}
