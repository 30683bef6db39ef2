/** A hospital's desk, a bus station's and the side that faces visitors: does what was scanned arrive there, whole and in order? */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Settings } from '../../src-main/contract/settings.ts';
import { defaultSettings } from '../../src-main/contract/settings.ts';
import { bhytAText, canCuocText, cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { startLoopbackServer } from '../../src-main/host/loopback-server.ts';
import { VISITOR_LANGUAGES, VISITOR_WORDS } from '../../src-renderer/screens/visitor/visitor-words.ts';
import { awayFromMidnight } from '../support/away-from-midnight.ts';
import { findChromium } from '../support/chromium.ts';
import { buildScreen, launchChromium, openScreen } from '../support/screen-page.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const builtDir = mkdtempSync(join(tmpdir(), 'gac-cong-screen-'));
const missing = findChromium() === null ? 'no Chromium here: apt-get install chromium' : null;
const [patient, companion, passenger] = FAKE_PEOPLE;
/** No timing is tested: a slow machine is waited for. */
const SOON = { timeout: 20_000 };
let browser: Browser;

beforeAll(async () => {
  if (missing !== null) return;
  await buildScreen(builtDir);
  browser = await launchChromium();
});
afterAll(async () => {
  if (missing === null) await browser.close();
  rmSync(builtDir, { recursive: true, force: true });
});
beforeEach(awayFromMidnight);

function gateOf(kind: Settings['venue']['kind'], name: string): OpenedGate {
  const options = { dataDir: temporaryDir(), version: 'test', extraReaders: () => [], log: () => undefined };
  const opened = openGate({ ...options, random: () => 0.5, isAttended: false });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const settings = { ...defaultSettings(), venue: { kind, name }, readers: [] };
  expect(opened.gate.saveSettings({ settings })).toEqual({ type: 'saved' });
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

function scan(gate: OpenedGate, text: string) {
  return gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });
}

async function guardAt(gate: OpenedGate, place: string): Promise<{ page: Page; complaints: readonly string[] }> {
  // Whoever turns the screen back holds a button for seconds.
  const screen = await openScreen({ browser, builtDir, gate, isUnhurried: place !== 'visitor' });
  onTestFinished(() => screen.close());
  const { page } = screen;
  await page.context().grantPermissions(['clipboard-write']);
  await page.getByTestId('open-menu').click();
  await page.getByTestId(`open-${place}`).click();
  await page.locator(`[data-screen="${place}"]`).waitFor();
  return { page, complaints: screen.complaints };
}

/** By pasting it, as a clerk does into another program: the page itself may write to the clipboard, and never read it. */
async function clipboardOf(page: Page): Promise<string> {
  await page.evaluate(() => {
    const field = Object.assign(document.createElement('textarea'), { id: 'pasted' });
    (document.querySelector('dialog[open]') ?? document.body).append(field);
    field.focus();
  });
  await page.keyboard.press('Control+V');
  const field = page.locator('#pasted');
  const text = await field.inputValue();
  await field.evaluate((element) => element.remove());
  return text;
}

describe('a hospital’s desk', () => {
  test('makes one visit of two cards, copies it, notes department, companion and declaration', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const gate = gateOf('hospital', 'Bệnh viện Kiểm Thử');
    const { page, complaints } = await guardAt(gate, 'visits');
    scan(gate, cccdText(patient));
    scan(gate, bhytAText(patient));
    const panel = page.getByTestId('visit-panel');
    await panel.locator('[data-field="insuranceTo"]', { hasText: '31/12/2034' }).waitFor();
    expect(await page.getByTestId('visit').count()).toBe(1);

    // Nobody who looks over a shoulder reads a name or a number.
    expect(await panel.textContent()).not.toContain(patient.name);
    expect(await panel.textContent()).not.toContain(patient.number);
    await page.getByTestId('show-person').click();
    expect(await panel.textContent()).toContain(patient.name);

    await page.getByTestId('copy-idNumber').click();
    await panel.getByRole('status').filter({ hasText: 'Ctrl+V' }).waitFor();
    expect(await clipboardOf(page)).toBe(patient.number);

    await page.getByTestId('department').filter({ hasText: 'Cấp cứu' }).click();
    await page.locator('[data-testid="department"][aria-pressed="true"]', { hasText: 'Cấp cứu' }).waitFor();
    await page.getByTestId('copy-all').click();
    await expect.poll(async () => (await clipboardOf(page)).split('\t'), SOON).toHaveLength(8);
    expect((await clipboardOf(page)).split('\t')).toEqual([
      patient.number,
      patient.name,
      patient.birthDate.replace(/(..)(..)(....)/, '$1/$2/$3'),
      patient.sex === 'male' ? 'Nam' : 'Nữ',
      `GD4${patient.number.slice(1, 3)}${patient.insuranceNumber}`,
      '01/01/2024',
      '31/12/2034',
      'Cấp cứu',
    ]);

    await page.getByTestId('await-companion').click();
    await panel.getByRole('status').filter({ hasText: '2 phút' }).waitFor();
    scan(gate, cccdText(companion));
    await page.getByTestId('companion').waitFor();
    expect(await page.getByTestId('visit').count()).toBe(1);

    await page.getByTestId('declare').click();
    await page.getByTestId('send-declaration').click();
    await page.getByTestId('declaration').getByRole('alert').filter({ hasText: 'ba câu' }).waitFor();
    await page.getByTestId('declaration').getByRole('button', { name: 'Sốt' }).click();
    for (const group of ['Trong 21 ngày qua có tiếp xúc', 'Trong 21 ngày qua có ra'])
      await page
        .getByRole('group', { name: new RegExp(group) })
        .getByLabel('Không')
        .check();
    await page.getByTestId('send-declaration').click();
    await page.getByTestId('separate').waitFor();
    // The list beside the panel is asked for by itself.
    await expect.poll(() => page.locator('[data-count="separate"] dd').textContent(), SOON).toBe('1');
    expect(complaints).toEqual([]);
  });

  test('asks where it is not certain, and hears a declaration from the visitor’s own screen', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const gate = gateOf('hospital', 'Bệnh viện Kiểm Thử');
    const { page } = await guardAt(gate, 'visits');
    const server = await startLoopbackServer({ gate, rendererDir: builtDir, host: '127.0.0.1', port: 0 });
    const visitor = await browser.newPage({ viewport: { width: 800, height: 1280 } });
    onTestFinished(async () => {
      await visitor.close();
      await server.close();
    });
    await visitor.goto(server.visitorAddress);
    await visitor.locator('[data-screen="visitor-face"]').waitFor();
    // Its way is not the guard's: with the visitor's cookie nobody gets to the log.
    expect(
      await visitor.evaluate(async () => {
        const socket = new WebSocket(`ws://${window.location.host}/gate`);
        return new Promise((resolve) => {
          socket.addEventListener('open', () => resolve('open'));
          socket.addEventListener('error', () => resolve('refused'));
        });
      }),
    ).toBe('refused');

    scan(gate, canCuocText(patient));
    scan(
      gate,
      bhytAText({ ...patient, birthDate: patient.birthDate, sex: patient.sex === 'male' ? 'female' : 'male' }),
    );
    await page.getByTestId('join').waitFor();
    expect(await page.getByTestId('visit').count()).toBe(2);
    await page.getByTestId('join').getByRole('button', { name: 'Cùng một người' }).click();
    await expect.poll(() => page.getByTestId('visit').count(), SOON).toBe(1);

    await visitor.getByTestId('language-en').click();
    await visitor.getByTestId('health').click();
    const form = visitor.getByTestId('visitor-health');
    await form.getByRole('button', { name: 'No symptoms' }).click();
    for (const group of await form.getByRole('group', { name: /21 days/ }).all()) await group.getByLabel('Yes').check();
    await visitor.getByTestId('send-health').click();
    await visitor.locator('[data-testid="health-answer"][data-answer="separate"]').waitFor();
    await page.getByTestId('separate').waitFor();
    expect(await visitor.locator('body').textContent()).not.toContain(patient.name.split(' ')[0]);
  });
});

describe('a bus station', () => {
  test('puts who is scanned on the trip of the lane, moves a passenger, and prints the manifest', async ({ skip }) => {
    if (missing !== null) skip(missing);
    const gate = gateOf('station', 'Bến xe Kiểm Thử');
    const { page, complaints } = await guardAt(gate, 'trips');
    await openTrip(page, 'Đà Lạt', '51b12345');
    await page.getByTestId('board-lane').click();
    await page.locator('[data-testid="board-lane"][aria-pressed="true"]').waitFor();
    for (const person of [patient, companion, passenger]) expect(scan(gate, cccdText(person)).verdict).toBe('admit');
    await expect.poll(() => page.getByTestId('passenger').count(), SOON).toBe(3);

    await page.getByTestId('seat').first().click();
    await page.locator('[data-seat="7"]').click();
    await page.getByTestId('passenger').first().filter({ hasText: '7' }).waitFor();

    await openTrip(page, 'Vũng Tàu', '72B-004.56');
    await page.getByTestId('trip').filter({ hasText: '51B-123.45' }).click();
    await page.getByTestId('move').nth(2).click();
    await page.getByTestId('move-to').filter({ hasText: '72B-004.56' }).click();
    await expect.poll(() => page.getByTestId('passenger').count(), SOON).toBe(2);

    const paper = await printed(page, () => page.getByTestId('print-manifest').click());
    expect(paper).toContain('DANH SÁCH HÀNH KHÁCH');
    expect(paper).toContain('51B-123.45');
    for (const { name, number } of [patient, companion]) {
      expect(paper).toContain(name);
      expect(paper).toContain(number);
    }
    expect(paper).not.toContain(passenger.name);

    await page.getByTestId('close-trip').click();
    await page.getByTestId('close-trip').click();
    await page.locator('[data-testid="trip"][data-closed="true"]').waitFor();
    expect(gate.listTrips().laneTrips).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the side that faces visitors', () => {
  test('says notice and result in five languages, without a name, and is turned back by a long press only', async ({
    skip,
  }) => {
    if (missing !== null) skip(missing);
    const gate = gateOf('office', 'Toà nhà Kiểm Thử');
    const { page, complaints } = await guardAt(gate, 'visitor');
    const paper = await printed(page, () => page.getByTestId('print-notice').click());
    for (const language of VISITOR_LANGUAGES) expect(paper).toContain(VISITOR_WORDS[language].notice.rightsText);

    await page.getByTestId('turn-screen').click();
    await page.locator('[data-screen="turned"]').waitFor();
    for (const [index, language] of VISITOR_LANGUAGES.entries()) {
      const words = VISITOR_WORDS[language];
      await page.getByTestId(`language-${language}`).click();
      expect(await page.getByTestId('notice').textContent()).toContain(
        words.notice.howLongText.replace('{{days}}', '30'),
      );
      scan(gate, cccdText(FAKE_PEOPLE[index + 3] ?? patient));
      const said = page.getByTestId('visitor-verdict');
      await said.filter({ hasText: words.verdict.admit.word.in }).waitFor();
      expect(await said.textContent()).toBe(`${words.verdict.admit.word.in}${words.verdict.admit.do}`);
      expect(await page.locator('[data-screen="visitor-face"]').getAttribute('lang')).toBe(
        language === 'zh' ? 'zh-Hans' : language,
      );
    }
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByTestId('hold-back').click();
    expect(await page.locator('[data-screen="turned"]').isVisible()).toBe(true);
    await page.getByTestId('hold-back').hover();
    await page.mouse.down();
    await page.locator('[data-screen="turned"]').waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
  });
});

async function openTrip(page: Page, route: string, plate: string): Promise<void> {
  await page.getByTestId('new-trip').click();
  const form = page.getByTestId('trip-form');
  await form.locator('[name="route"]').fill(route);
  await form.locator('[name="plate"]').fill(plate);
  await form.locator('[name="time"]').fill('23:30');
  await page.getByTestId('open-trip').click();
  await form.waitFor({ state: 'detached' });
}

/** What is on the paper, as text; `window.print` of a headless browser would wait for nobody. */
async function printed(page: Page, press: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    window.print = () => {
      document.body.dataset.paper = [...document.querySelectorAll('[data-testid$="-sheet"]')]
        .map((sheet) => sheet.textContent)
        .join('\n');
    };
  });
  await press();
  await page.locator('body[data-paper]').waitFor({ state: 'attached' });
  return (await page.locator('body').getAttribute('data-paper')) ?? '';
}
