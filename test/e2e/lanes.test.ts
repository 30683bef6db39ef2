/**
 * Several readers on one PC are as many lanes: each with its own direction, its own repeats, its own verdict on the
 * screen, and none that waits for another. Real cables, the real gate, the real page.
 */

import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import { canCuocText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import { builtScreen } from '../support/built-screen.ts';
import { logRows } from '../support/log-rows.ts';
import type { CabledScanner, ScannerGate } from '../support/scanner-gate.ts';
import { nextCard, openScannerGate, readerStatus, SCANNER_POLL } from '../support/scanner-gate.ts';
import type { ScreenSize } from '../support/screen-page.ts';
import { openScreen } from '../support/screen-page.ts';
import { ENTER, strikeKeys, strokesOf } from '../support/strike-keys.ts';

const built = builtScreen();

const POLL = { timeout: 60_000, interval: 25 };
const DIRECTIONS: readonly LaneView['direction'][] = ['in', 'out', 'in', 'out'];

describe('four lanes of one PC', () => {
  test('scan at the same instant, and each shows its own person with its own direction', async () => {
    const { page, scanners, dataDir } = await standAtFourLanes();
    await Promise.all(scanners.map(({ pty }) => pty.write(nextCard())));
    await expect
      .poll(() => panels(page), POLL)
      .toEqual({
        'lane-0': 'admit in',
        'lane-1': 'admit out',
        'lane-2': 'admit in',
        'lane-3': 'admit out',
      });
    expect(logRows(dataDir).map(({ seq, verdict }) => [seq, verdict])).toEqual([
      [1, 'admit'],
      [2, 'admit'],
      [3, 'admit'],
      [4, 'admit'],
    ]);
    const seqs = await page.getByTestId('verdict').evaluateAll((all) => all.map((one) => one.getAttribute('data-seq')));
    expect(seqs.toSorted()).toEqual(['1', '2', '3', '4']);
  });

  test('go on while one holds half a code, one is unplugged, and one was turned about', async () => {
    const { gate, page, scanners } = await standAtFourLanes();
    const [half, unplugged, turned, plain] = four(scanners);
    const cut = nextCard();
    await half.pty.write(cut.subarray(0, 30));
    await unplugged.pty.unplug();
    await expect.poll(() => readerStatus(gate, unplugged.id).state, SCANNER_POLL).toBe('lost');
    gate.setDirection({ laneId: turned.laneId, direction: 'out' });

    for (let person = 0; person < 10; person += 1) {
      await Promise.all([turned, plain].map(({ pty }) => pty.write(nextCard())));
      const codes = person + 1;
      await expect
        .poll(() => [turned, plain].map(({ id }) => readerStatus(gate, id).health.codes), SCANNER_POLL)
        .toEqual([codes, codes]);
    }
    await expect.poll(() => panels(page), POLL).toMatchObject({ 'lane-2': 'admit out', 'lane-3': 'admit out' });
    expect(await panelOf(page, unplugged.laneId).count()).toBe(0);

    await unplugged.pty.replug();
    await expect.poll(() => readerStatus(gate, unplugged.id).state, SCANNER_POLL).toBe('ready');
    await unplugged.pty.write(nextCard());
    await expect.poll(() => panels(page), POLL).toMatchObject({ 'lane-1': 'admit out' });
  });

  test('know a repeat each by itself: the same card is new at another lane and repeated at its own', async () => {
    const { page, scanners, dataDir } = await standAtFourLanes();
    const [first, second] = four(scanners);
    const card = nextCard();
    await first.pty.write(card);
    await expect.poll(() => panels(page), POLL).toMatchObject({ 'lane-0': 'admit in' });
    await second.pty.write(card);
    await expect.poll(() => panels(page), POLL).toMatchObject({ 'lane-1': 'admit out' });
    await first.pty.write(card);
    await expect
      .poll(() => panels(page), POLL)
      .toMatchObject({ 'lane-0': 'already-recorded in', 'lane-1': 'admit out' });
    expect(logRows(dataDir).map(({ seq }) => seq)).toEqual([1, 2]);
  });
});

test('a wedge, a serial scanner and a lane without a reader stand side by side', async () => {
  const standing = await openScannerGate(3);
  const { gate } = standing;
  const { settings } = gate.snapshot();
  const [serial] = settings.readers;
  if (serial === undefined) throw new Error('a scanner was asked for');
  gate.saveSettings({
    settings: { ...settings, readers: [serial, { kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' }] },
  });
  const page = await screenOf(standing);
  await strikeKeys(page, [...strokesOf(canCuocText(FAKE_PEOPLE[0])), ENTER]);
  await standing.scanners[0]?.pty.write(nextCard());
  await expect.poll(() => panels(page), POLL).toEqual({ 'lane-0': 'admit in', 'lane-1': 'admit in' });
  expect(logRows(standing.dataDir).map(({ readerKind }) => readerKind)).toEqual(
    expect.arrayContaining(['wedge', 'serial']),
  );
  expect(await page.locator('[data-testid="lane"][data-lane="lane-2"] [data-trouble="noReader"]').count()).toBe(1);
});

const SIZES: readonly ScreenSize[] = [
  { width: 1280, height: 800 },
  { width: 1024, height: 600 },
];

describe.each(SIZES)('at $width × $height', (size) => {
  test.each([2, 4])('%i lanes are all in sight, words and buttons within their tiles', async (count) => {
    const standing = await openScannerGate(count);
    name(standing);
    const page = await screenOf(standing, size);
    expect(await outOfSight(page)).toEqual([]);
    await Promise.all(standing.scanners.map(({ pty }) => pty.write(nextCard())));
    await expect.poll(async () => Object.keys(await panels(page)).length, POLL).toBe(count);
    expect(await outOfSight(page)).toEqual([]);
  });
});

type Standing = ScannerGate & { readonly page: Page };

async function standAtFourLanes(): Promise<Standing> {
  const standing = await openScannerGate(4);
  for (const [index, { laneId }] of standing.scanners.entries()) {
    standing.gate.setDirection({ laneId, direction: DIRECTIONS[index] ?? 'in' });
  }
  return { ...standing, page: await screenOf(standing) };
}

async function screenOf({ gate }: ScannerGate, size?: ScreenSize): Promise<Page> {
  const screen = await openScreen({
    ...built,
    gate,
    isUnhurried: true,
    ...(size === undefined ? {} : { size }),
  });
  onTestFinished(async () => {
    await screen.close();
    expect(screen.complaints).toEqual([]);
  });
  return screen.page;
}

/** Names as a venue gives them, so that they take the room that names take. */
function name({ gate, scanners }: ScannerGate): void {
  const { settings } = gate.snapshot();
  const lanes = scanners.map(({ laneId }, index) => ({
    id: laneId,
    name: `Cổng ${index + 1} – phía nhà xe`,
    direction: DIRECTIONS[index] ?? 'in',
  }));
  expect(gate.saveSettings({ settings: { ...settings, lanes } })).toEqual({ type: 'saved' });
}

/** What stands on each lane, by lane: `admit in`. */
async function panels(page: Page): Promise<Record<string, string>> {
  const pairs = await page.getByTestId('verdict').evaluateAll((all) =>
    all.map((panel) => {
      const tile = panel.closest('[data-testid="lane"]');
      const { lane, verdict } = (panel as HTMLElement).dataset;
      return [lane ?? '', `${verdict} ${tile?.getAttribute('data-direction')}`] as const;
    }),
  );
  return Object.fromEntries(pairs);
}

function panelOf(page: Page, laneId: string): ReturnType<Page['locator']> {
  return page.locator(`[data-testid="lane"][data-lane="${laneId}"] [data-testid="verdict"]`);
}

function four(scanners: readonly CabledScanner[]): [CabledScanner, CabledScanner, CabledScanner, CabledScanner] {
  const [first, second, third, fourth] = scanners;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) {
    throw new Error('four scanners were asked for');
  }
  return [first, second, third, fourth];
}

/** Tiles that the stage or the edge of the screen cuts off, and words or buttons that their tile or the panel over it cuts off. */
function outOfSight(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const SLACK_PX = 1;
    const isWithin = (element: Element, edge: DOMRect): boolean => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return (
        left >= edge.left - SLACK_PX &&
        right <= edge.right + SLACK_PX &&
        top >= edge.top - SLACK_PX &&
        bottom <= edge.bottom + SLACK_PX
      );
    };
    const stage = document.querySelector('main')?.getBoundingClientRect() ?? new DOMRect();
    const glass = new DOMRect(0, 0, innerWidth, innerHeight);
    return [...document.querySelectorAll('[data-testid="lane"]')].flatMap((tile) => {
      const panel = tile.querySelector('[data-testid="verdict"]');
      const shown = panel ?? tile;
      const inside = [...shown.querySelectorAll('p, h2, h2 span, h3, li, button')];
      const cut = inside
        .filter((element) => element.getClientRects().length > 0)
        .filter((element) => !isWithin(element, shown.getBoundingClientRect()));
      return [
        ...(isWithin(tile, stage) && isWithin(tile, glass) ? [] : [`tile ${tile.getAttribute('aria-label')}`]),
        ...cut.map((element) => `${element.tagName} ${element.textContent}`),
      ];
    });
  });
}
