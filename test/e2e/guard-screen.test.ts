/** Does the guard's screen do what a guard, a scanner and a lost connection ask of it? The real page, over a posed gate. */

import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import en from '../../resources/locales/en.json' with { type: 'json' };
import vi from '../../resources/locales/vi.json' with { type: 'json' };
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import type { Shown } from '../../src-main/core/entry/entry.ts';
import { DECISION_REASONS, VERDICTS } from '../../src-main/core/entry/verdict.ts';
import { PLAIN_PICTURE } from '../../src-renderer/parts/contract-lists.ts';
import { builtScreen } from '../support/built-screen.ts';
import type { FakeGate } from '../support/fake-gate.ts';
import { createFakeGate, fakeReader } from '../support/fake-gate.ts';
import { nextPainted } from '../support/next-painted.ts';
import type { OpenScreen, ScreenSize } from '../support/screen-page.ts';
import { openScreen } from '../support/screen-page.ts';
import { shownVerdicts } from '../support/shown-verdicts.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';

const built = builtScreen();

const PLAIN_CAMERA = { deviceId: null, label: '', facing: null, mayStandIn: false, picture: PLAIN_PICTURE };
const QUIET = createFakeGate().gate.snapshot();
const WITH_WEDGE: Partial<GateSnapshot> = {
  settings: { ...QUIET.settings, readers: [{ kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' }] },
};

test('in a window without an address bar the page keeps from the browser what leads out, and in a tab it does not', async () => {
  const { page } = await stand();
  const isKept = () =>
    page.evaluate(() => {
      const key = { key: 'n', code: 'KeyN', ctrlKey: true, bubbles: true, cancelable: true };
      return !document.body.dispatchEvent(new KeyboardEvent('keydown', key));
    });
  expect(await isKept()).toBe(false);
  // As in a kiosk's window, which no browser without a head has.
  await page.evaluate(() => Object.defineProperty(MediaQueryList.prototype, 'matches', { get: () => false }));
  expect(await isKept()).toBe(true);
});

describe('a verdict', () => {
  test('is replaced by the next one at once', async () => {
    const { fake, page } = await stand();
    fake.show({});
    fake.show({ verdict: 'refuse', reasons: ['on-watch-list'] });
    await expect.poll(() => shownVerdicts(page)).toEqual(['refuse']);
    fake.show({});
    await expect.poll(() => shownVerdicts(page)).toEqual(['admit']);
    expect(await page.getByTestId('recent').locator('li').count()).toBe(3);
  });

  test('makes way for the ready screen by itself', async () => {
    const { fake, page } = await standBefore(createFakeGate(), { isUnhurried: false });
    // Seen by the page itself: a slow driver may look when it has gone.
    const painted = await nextPainted(page);
    fake.show({});
    expect(await painted()).toMatchObject({ verdict: 'admit' });
    await expect.poll(() => shownVerdicts(page)).toEqual([]);
    expect(await page.getByTestId('recent').locator('li').count()).toBe(1);
  });

  test('is told to the page once it is painted, with what is on the panel', async () => {
    const { fake, page } = await stand();
    const painted = await nextPainted(page);
    const { entry } = fake.show({ verdict: 'check', reasons: ['unknown-code'] });
    expect(await painted()).toMatchObject({
      verdict: 'check',
      seq: entry?.seq,
      laneId: 'lane-1',
    });
  });

  test('goes when it is tapped', async () => {
    const { fake, page } = await stand();
    fake.show({ verdict: 'refuse', reasons: ['place-code'] });
    await page.getByRole('button', { name: 'Chạm để đóng' }).click();
    await expect.poll(() => shownVerdicts(page)).toEqual([]);
  });

  test('is read out: a grave one as an alert, a calm one as a status', async () => {
    const { fake, page } = await stand();
    fake.show({});
    await expect
      .poll(() => page.getByRole('status').allTextContents())
      .toContainEqual(expect.stringContaining('MỜI VÀO'));
    fake.show({ verdict: 'refuse', reasons: ['place-code'] });
    await expect
      .poll(() => page.getByRole('alert').allTextContents())
      .toContainEqual(expect.stringContaining('Đây là mã của địa điểm'));
  });

  test('stands out of order until the gate is well again', async () => {
    const { fake, page } = await standBefore(createFakeGate(), { isUnhurried: false });
    fake.show({ verdict: 'out-of-order', reasons: ['disk-full'], entry: null });
    fake.become({ status: { ...QUIET.status, log: 'failing' } });
    await page.waitForTimeout(7_000); // Longer than any other verdict stands.
    expect(await shownVerdicts(page)).toEqual(['out-of-order']);
    fake.become({ status: QUIET.status });
    await expect.poll(() => shownVerdicts(page)).toEqual([]);
  });

  test('is seen in the settings too', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-settings').click();
    fake.show({ verdict: 'check', reasons: ['on-watch-list'] });
    await expect.poll(() => shownVerdicts(page)).toEqual(['check']);
  });
});

describe('every verdict with all that it may say', () => {
  const sizes: Readonly<Record<string, ScreenSize>> = {
    landscape: { width: 1280, height: 800 },
    portrait: { width: 800, height: 1280 },
    'a large screen': { width: 1920, height: 1080 },
  };
  test.each(Object.entries(sizes))('fits on %s, in both languages', async (_, size) => {
    const { fake, page } = await stand({}, size);
    const outside: string[] = [];
    for (const language of ['vi', 'en'] as const) {
      fake.become({ settings: { ...QUIET.settings, screen: { ...QUIET.settings.screen, language } } });
      await expect.poll(() => page.locator('html').getAttribute('lang')).toBe(language);
      for (const verdict of VERDICTS) {
        const { entry } = fake.show({ maskedName: LONG_NAME, reasons: longestReasons(language), verdict });
        await page.locator(`[data-testid="verdict"][data-seq="${entry?.seq}"]`).waitFor();
        outside.push(...(await wordsOutside(page)).map((words) => `${language} ${verdict}: ${words}`));
      }
    }
    expect(outside).toEqual([]);
  });
});

test('a lane is turned by one press', async () => {
  const { fake, page } = await stand();
  await page.getByTestId('direction-out').click();
  await expect.poll(() => page.getByTestId('lane').getAttribute('data-direction')).toBe('out');
  expect(fake.calls).toEqual([{ name: 'setDirection', input: { laneId: 'lane-1', direction: 'out' } }]);
});

test('several lanes each show their own verdict', async () => {
  const lanes = ['lane-1', 'lane-2', 'lane-3'].map((id) => ({ id, name: id, direction: 'in' as const }));
  const { fake, page } = await stand({ lanes, settings: { ...QUIET.settings, lanes } });
  fake.show({ laneId: 'lane-1' });
  fake.show({ laneId: 'lane-3', verdict: 'refuse', reasons: ['place-code'] });
  const onLane = (id: string) => page.locator(`[data-testid="lane"][data-lane="${id}"] [data-testid="verdict"]`);
  await expect.poll(() => onLane('lane-1').getAttribute('data-verdict')).toBe('admit');
  await expect.poll(() => onLane('lane-3').getAttribute('data-verdict')).toBe('refuse');
  expect(await onLane('lane-2').count()).toBe(0);
});

describe('manual entry', () => {
  test('goes by the keyboard alone, and ends in the verdict', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-manual-entry').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Nguyễn Văn A', { delay: 60 });
    await page.keyboard.press('Tab');
    await page.keyboard.type('001 099 000 000', { delay: 60 });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await expect.poll(() => shownVerdicts(page)).toEqual(['admit']);
    // The verdict comes to every screen, and the answer after it to this one.
    await page.locator('[data-screen="manual-entry"]').waitFor({ state: 'detached' });
    expect(fake.calls).toEqual([
      {
        name: 'submitManualEntry',
        input: { laneId: 'lane-1', name: 'Nguyễn Văn A', number: '001099000000', phone: null, note: 'Không mang thẻ' },
      },
    ]);
  });

  test('says what is missing, and sends nothing', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-manual-entry').click();
    await page.getByTestId('submit-manual-entry').click();
    await page.getByText('Hỏi và ghi tên khách.').waitFor();
    await page.getByText('Chọn một lý do.').waitFor();
    expect(fake.calls).toEqual([]);
  });

  test('keeps what was typed when the log did not take it', async () => {
    const fake = createFakeGate();
    const failing = {
      ...fake.gate,
      submitManualEntry: () => ({
        type: 'shown' as const,
        shown: { ...fake.show({ verdict: 'out-of-order', reasons: ['disk-full'], entry: null }), reasons: [] },
      }),
    };
    const { page } = await standBefore({ ...fake, gate: failing });
    await page.getByTestId('open-manual-entry').click();
    await page.locator('[name="name"]').fill('Nguyễn Văn A');
    await page.locator('[name="phone"]').fill('0900000000');
    await page.getByText('Điện thoại hết pin').click();
    await page.getByTestId('submit-manual-entry').click();
    await page.getByText('Chưa ghi được vào sổ.').waitFor();
    expect(await page.locator('[name="name"]').inputValue()).toBe('Nguyễn Văn A');
  });
});

describe('the settings', () => {
  test('warn before changes are dropped, and keep them when told to', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-settings').click();
    await page.getByLabel('Tên địa điểm').fill('Xưởng may số 2');
    await page.getByTestId('close-settings').click();
    await page.getByRole('button', { name: 'Lưu rồi về' }).click();
    await page.locator('[data-screen="gate"]').waitFor();
    expect(fake.gate.snapshot().settings.venue.name).toBe('Xưởng may số 2');
  });

  test('show another language at once, and go back to the old one when it is not saved', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="screen"]').click();
    await page.getByText('English').click();
    await page.getByRole('heading', { name: 'Screen and sound' }).waitFor();
    await page.getByTestId('close-settings').click();
    await page.getByTestId('discard-and-leave').click();
    await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('vi');
    expect(fake.calls).toEqual([]);
  });

  test('lead to what is wrong', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="readers"]').click();
    await page.getByRole('button', { name: 'Thêm đầu đọc USB/RS-232' }).click();
    await page.getByLabel('Cổng nối', { exact: true }).selectOption({ label: 'Tự ghi cổng nối…' });
    await page.locator('[data-section="venue"]').click();
    await page.getByTestId('save-settings').click();
    await page.getByText('Chọn hoặc ghi cổng nối.').waitFor();
    expect(fake.calls).toEqual([]);
    await page.getByLabel('Cổng nối', { exact: true }).selectOption('/dev/ttyACM0');
    await page.getByTestId('save-settings').click();
    await page.getByText('Đã lưu, có hiệu lực ngay').waitFor();
    expect(fake.gate.snapshot().settings.readers).toEqual([
      {
        kind: 'serial',
        id: 'serial-1',
        laneId: 'lane-1',
        path: '/dev/ttyACM0',
        device: { vendorId: '0c2e', productId: '0b6a', serialNumber: 'S1' },
        baudRate: 9600,
      },
    ]);
  });

  test('take a setup code from the scanner into its field, and no person from it', async () => {
    const { fake, page } = await stand(WITH_WEDGE);
    await page.getByTestId('open-settings').click();
    await strikeKeys(page, [...strokesOf('GACCONG-SETUP:eyJ1cmwiOiJodHRwOi8vMTI3LjAuMC4xIn0'), ENTER]);
    await expect
      .poll(() => page.getByTestId('setup-code').inputValue())
      .toBe('GACCONG-SETUP:eyJ1cmwiOiJodHRwOi8vMTI3LjAuMC4xIn0');
    await page.getByTestId('enrol').click();
    await page.getByText('Chưa tới được máy thu.').waitFor();
    expect(fake.calls.map(({ name }) => name)).not.toContain('submitReading');
  });

  test('keep a watch list by masked numbers, each for a time', async () => {
    const { fake, page } = await stand();
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="watchList"]').click();
    await page.getByLabel('Số giấy tờ hoặc số điện thoại').fill('001099000000');
    await page.getByText('90 ngày', { exact: true }).click();
    await page.getByRole('button', { name: 'Thêm vào danh sách' }).click();
    await page.getByText('******000000').waitFor();
    expect(fake.calls.filter(({ name }) => name === 'addWatched')).toMatchObject([{ input: { keepDays: 90 } }]);
    await page.getByText(/ đến \d/).waitFor();
    await page.getByRole('button', { name: 'Xóa' }).click();
    await page.getByRole('button', { name: 'Xóa thật?' }).click();
    await page.getByText('Danh sách đang trống.').waitFor();
  });
});

test('a code from the scanner is neither lost nor typed where somebody enters a visitor by hand', async () => {
  const { fake, page } = await stand(WITH_WEDGE);
  await page.getByTestId('open-manual-entry').click();
  const field = page.locator('dialog input').first();
  await field.fill('Trần B');
  await strikeKeys(page, [...strokesOf('001099000000|012345678|Nguyen Van A|01011999|Nam|So 1|15042021'), ENTER]);
  await expect.poll(() => fake.calls.filter(({ name }) => name === 'submitReading').length).toBe(1);
  expect(await field.inputValue()).toBe('Trần B');
  expect(fake.calls.filter(({ name }) => name === 'submitManualEntry')).toEqual([]);
});

test('a code from the scanner goes to its lane, whatever is in focus', async () => {
  const { fake, page } = await stand(WITH_WEDGE);
  await page.getByTestId('open-settings').focus();
  await strikeKeys(page, [...strokesOf('001099000000|012345678|Nguyen Van A|01011999|Nam|So 1|15042021'), ENTER]);
  await expect.poll(() => shownVerdicts(page)).toEqual(['admit']);
  expect(fake.calls.filter(({ name }) => name === 'submitReading')).toMatchObject([
    { input: { laneId: 'lane-1', readerId: 'wedge-1', readerKind: 'wedge' } },
  ]);
});

test('the gate is told how the camera is, and told again when it has forgotten', async () => {
  const camera = { kind: 'camera' as const, id: 'camera-1', laneId: 'lane-1', ...PLAIN_CAMERA };
  const believed = fakeReader({ id: 'camera-1', laneId: 'lane-1', kind: 'camera', state: 'starting', trouble: null });
  const forgetful = { ...QUIET.status, readers: [believed] };
  const { fake } = await stand({ settings: { ...QUIET.settings, readers: [camera] }, status: forgetful });
  const state = (): string | undefined => fake.gate.snapshot().status.readers[0]?.state;
  await expect.poll(state, { timeout: 20_000 }).toBe('ready');
  fake.become({ status: forgetful });
  await expect.poll(state).toBe('ready');
});

test('a lost gate is out of order over everything, and comes back by itself with what was typed', async () => {
  const { page, screen } = await stand();
  await page.getByTestId('open-manual-entry').click();
  await page.locator('[name="name"]').fill('Nguyễn Văn A');
  await screen.cutLine();
  await page.getByText('Mất kết nối với máy chủ cổng.').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-screen="lost"]').isVisible()).toBe(true);
  screen.mendLine();
  await expect.poll(() => page.locator('[data-screen="lost"]').count(), { timeout: 30_000 }).toBe(0);
  expect(await page.locator('[name="name"]').inputValue()).toBe('Nguyễn Văn A');
});

test('nothing that can be pressed is smaller than a gloved finger', async () => {
  const { page } = await stand({}, { width: 800, height: 1280 });
  const small = await tooSmall(page);
  await page.getByTestId('open-manual-entry').click();
  small.push(...(await tooSmall(page)));
  await page.keyboard.press('Escape');
  await page.getByTestId('open-settings').click();
  const sections = page.locator('[data-section]');
  for (let index = 0; index < (await sections.count()); index += 1) {
    await sections.nth(index).click();
    small.push(...(await tooSmall(page)));
  }
  expect(small).toEqual([]);
});

type Standing = { readonly fake: FakeGate; readonly page: Page; readonly screen: OpenScreen };

function stand(first: Partial<GateSnapshot> = {}, size?: ScreenSize): Promise<Standing> {
  return standBefore(createFakeGate(first), size === undefined ? {} : { size });
}

async function standBefore(
  fake: FakeGate,
  options: { readonly size?: ScreenSize; readonly isUnhurried?: boolean } = {},
): Promise<Standing> {
  const { gate } = fake;
  const screen = await openScreen({ ...built, gate, isUnhurried: true, ...options });
  onTestFinished(async () => {
    await screen.close();
    expect(screen.complaints).toEqual([]);
  });
  return { fake, page: screen.page, screen };
}

const LONG_NAME = 'Công Tằng Tôn Nữ Thị Ngọc Phương ***';

/** More of them never come together, and none are longer. */
function longestReasons(language: 'vi' | 'en'): Shown['reasons'] {
  const words = { vi, en }[language].reason;
  return [...DECISION_REASONS].sort((one, other) => words[other].length - words[one].length).slice(0, 3);
}

/** What reaches over the edge of its panel, or is wider than its place. */
function wordsOutside(page: Page): Promise<string[]> {
  return page.getByTestId('verdict').evaluate((panel) => {
    const edge = panel.getBoundingClientRect();
    return [...panel.querySelectorAll('p, h2, h2 span, h3, li')]
      .filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return left < edge.left || right > edge.right || top < edge.top || bottom > edge.bottom;
      })
      .map((element) => element.textContent ?? '');
  });
}

function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const LEAST = 48;
    const pressed = document.querySelectorAll(
      'button, select, input:not([type=radio], [type=checkbox]), label:has(input)',
    );
    return [...pressed]
      .filter((element) => element.checkVisibility())
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < LEAST || height < LEAST;
      })
      .map((element) => `${element.tagName} ${element.textContent ?? ''}`);
  });
}
