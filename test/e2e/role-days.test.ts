/**
 * Does a whole day hold, role by role, in the shells that venues run: a guard's, from the rush at shift change to the hand-over, and
 * then that of the supervisor who counts it and of the administrator who takes somebody out of it? Real cables, core and screen.
 */

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import { MAX_CODE_LENGTH } from '../../src-main/core/code/code.ts';
import { awayFromMidnight } from '../support/away-from-midnight.ts';
import { browserShell, electronShell } from '../support/gate-shells.ts';
import { logRows } from '../support/log-rows.ts';
import { noteSteps } from '../support/note-steps.ts';
import { nextCard } from '../support/scanner-gate.ts';
import type { CabledLane, TwoLaneGate } from '../support/two-lane-gate.ts';
import { expectTally, openTwoLaneGate, PATIENT, readerSays, verifiedLog } from '../support/two-lane-gate.ts';

/** On each lane. */
const PEOPLE = 25;
const PLACE_CODE = 'https://example.invalid/khai-bao?noi=cong-thu';
const ADMINISTRATOR_PIN = '482715';
const SUPERVISOR_PIN = '593826';
const WRONG_PIN = '771904';
/** More than all the steps' own patience is likely to come to: what hangs fails by its step's limit. */
const WITHIN_MS = 420_000;

beforeAll(() => {
  buildIfStale();
});
beforeEach(awayFromMidnight);

describe.each([browserShell, electronShell])('in the shell $name', (shell) => {
  test('a guard’s day: a rush, mistakes, a loose plug, and the next guard', { timeout: WITHIN_MS }, async ({
    skip,
  }) => {
    const begin = noteSteps();
    const lacking = await shell.missing();
    if (lacking !== null) {
      process.stdout.write(`${shell.name}: ${lacking}\n`);
      skip(lacking);
    }
    begin('shell and scanners come up');
    const gate = await openTwoLaneGate(shell);
    const { page, dataDir, wayIn, wayOut } = gate;

    begin('fifty at shift change');
    await passAtShiftChange(gate);
    await expectTally(page, { in: '25', out: '25', check: '0', refuse: '0', manual: '0' });
    expect(logRows(dataDir).map(({ seq, readerKind, verdict }) => `${seq} ${readerKind} ${verdict}`)).toEqual(
      Array.from({ length: 2 * PEOPLE }, (_, index) => `${index + 1} serial admit`),
    );

    begin('what is no person’s, and who has just been');
    await passTroubles(gate);
    await expectTally(page, { in: '26', out: '25', check: '0', refuse: '1', manual: '0' });
    expect(logRows(dataDir).slice(2 * PEOPLE)).toMatchObject([{ verdict: 'admit' }, { verdict: 'refuse' }]);

    begin('somebody is typed in');
    await typeSomebodyIn(page, wayIn);
    await expectTally(page, { in: '27', out: '25', check: '0', refuse: '1', manual: '1' });

    begin('a mistake is taken back in the history');
    await takeNewestBack(page);
    await expectTally(page, { in: '26', out: '25', check: '0', refuse: '1', manual: '0' });

    begin('a reader is unplugged, and the other lane goes on');
    await wayOut.pty.unplug();
    await readerSays(page, wayOut, 'warning');
    await wayIn.pty.write(nextCard());
    await expectTally(page, { in: '27', out: '25', check: '0', refuse: '1', manual: '0' });
    begin('it is plugged in again');
    await wayOut.pty.replug();
    await readerSays(page, wayOut, 'well');
    await Promise.all([wayIn.pty.write(nextCard()), wayOut.pty.write(nextCard())]);
    await expectTally(page, { in: '28', out: '26', check: '0', refuse: '1', manual: '0' });

    begin('the gate is handed over');
    await handOver(page, {
      admittedIn: '28',
      admittedOut: '26',
      refused: '1',
      manual: '0',
      repeats: '1',
      unreadable: '1',
    });

    begin('the log is verified');
    expect(gate.complaints).toEqual([]);
    await gate.shutDown();
    // 50 and the one who came twice; a refusal, a typed one and what took it back; three after that.
    expect(verifiedLog(dataDir)).toMatchObject({ entries: 57, broken: 0, audit: { broken: 0 } });
  });

  test('a supervisor counts the day and an administrator takes somebody out of it', { timeout: WITHIN_MS }, async ({
    skip,
  }) => {
    const begin = noteSteps();
    const lacking = await shell.missing();
    if (lacking !== null) skip(lacking);
    begin('shell and scanners come up');
    const gate = await openTwoLaneGate(shell);
    const { page, dataDir, wayIn } = gate;

    begin('the day passes');
    await passAtShiftChange(gate);
    const repeated = await passTroubles(gate);
    await typeSomebodyIn(page, wayIn);
    await expectTally(page, { in: '27', out: '25', check: '0', refuse: '1', manual: '1' });

    // In no log, and so in no report: the shift alone has counted them.
    await openPlace(page, 'handover');
    await expectShift(page, { repeats: '1', unreadable: '1' });
    await page.getByTestId('close-handover').click();

    begin('PINs are set');
    await setPins(page);

    begin('a supervisor opens the report');
    await openPlace(page, 'reports');
    await page.getByTestId('pin').fill(WRONG_PIN);
    await page.getByTestId('unlock').click();
    await page.getByText('Sai mã PIN. Còn 4 lần thử.').waitFor();
    await unlock(page, SUPERVISOR_PIN);
    await page.locator('dialog [data-report]').waitFor();
    const expected = {
      scans: '53',
      persons: '52',
      untagged: '1',
      admittedIn: '27',
      admittedOut: '25',
      checked: '0',
      refused: '1',
      manual: '1',
    };
    expect(await figuresOf(page)).toMatchObject(expected);

    begin('and exports it');
    await page.getByText('CSV (bảng chữ)').click();
    const report = await writtenCsv(page);
    const now = (name: string): string | undefined =>
      report.find(([, row, figure]) => row === name && figure === 'Kỳ này')?.[3];
    expect(['Lượt quét', 'Số người', 'Không cho qua', 'Nhập tay'].map(now)).toEqual(['53', '52', '1', '1']);
    await page.getByTestId('close-reports').click();

    begin('and finds one person, and everybody');
    await openPlace(page, 'search');
    await page.getByTestId('find-entries').click();
    await page.getByTestId('export-form').waitFor();
    await page.getByText('CSV (bảng chữ)').click();
    const verdicts = (await writtenCsv(page)).map((row) => row[3]);
    expect(verdicts.filter((word) => word === 'Cho qua')).toHaveLength(52);
    await findByNumber(page, repeated);
    await expect.poll(() => page.getByTestId('found-entry').count(), PATIENT).toBe(1);

    begin('and opens one, with a reason');
    expect(await page.locator('dialog').textContent()).not.toContain(repeated);
    await page.getByTestId('open-entry').first().click();
    await page.locator('input[name="reveal-reason"]').fill('khách để quên đồ');
    await page.getByTestId('reveal').click();
    await page.getByTestId('revealed').filter({ hasText: repeated }).waitFor();
    await page.getByTestId('hide').click();

    begin('an administrator erases one person');
    await page.getByTestId('search-tab-subject').click();
    await page.locator('input[name="subject-number"]').fill(repeated);
    await page.getByTestId('find-subject').click();
    await page.locator('input[name="erase-reason"]').fill('đơn số 12');
    await page.locator('input[name="erase-confirm"]').fill('xoa');
    await page.getByTestId('erase-subject').click();
    await unlock(page, ADMINISTRATOR_PIN);
    await page.getByTestId('erase-subject').click();
    await page.getByTestId('erased').getByText('Đã xóa người này khỏi 1 lượt.').waitFor();
    begin('whom nobody finds any more');
    await page.getByTestId('find-subject').click();
    await page.getByText('Cổng này không giữ gì về số này.').waitFor();
    await page.getByTestId('search-tab-entries').click();
    await findByNumber(page, repeated);
    expect(await page.getByTestId('found-entry').count()).toBe(0);
    await page.getByTestId('close-search').click();

    begin('and all of which the audit log has');
    await page.getByTestId('open-settings').click();
    await page.locator('[data-section="access"]').click();
    for (const action of ['unlock-failed', 'unlocked', 'person-revealed', 'person-erased'])
      await page.locator(`[data-audit="${action}"]`).first().waitFor();

    begin('the log is verified');
    expect(gate.complaints).toEqual([]);
    await gate.shutDown();
    expect(verifiedLog(dataDir)).toMatchObject({ entries: 53, broken: 0, erased: 1, audit: { broken: 0 } });
  });
});

/** Nobody waits for anybody: each scanner says the next code as soon as the last one is said. */
async function passAtShiftChange({ wayIn, wayOut, page }: TwoLaneGate): Promise<void> {
  const rush = async ({ pty }: CabledLane): Promise<void> => {
    for (let person = 0; person < PEOPLE; person += 1) await pty.write(nextCard());
  };
  await Promise.all([rush(wayIn), rush(wayOut)]);
  await expectTally(page, { in: `${PEOPLE}`, out: `${PEOPLE}`, check: '0', refuse: '0', manual: '0' });
}

/** One who comes in and is scanned twice, a code on a wall, and one that is too long to be any. Says the number of the first. */
async function passTroubles({ wayIn, page }: TwoLaneGate): Promise<string> {
  const recent = page.getByTestId('recent');
  const card = nextCard();
  await wayIn.pty.write(card);
  await expect.poll(() => recent.locator('li[data-verdict="admit"]').count(), PATIENT).toBeGreaterThan(0);
  await wayIn.pty.write(card);
  await recent.locator('li[data-verdict="already-recorded"]').waitFor();
  await wayIn.pty.write(Buffer.from(`${PLACE_CODE}\r`));
  await recent.locator('li[data-verdict="refuse"]').waitFor();
  await wayIn.pty.write(Buffer.from(`${'x'.repeat(MAX_CODE_LENGTH + 1)}\r`));
  await recent.locator('li[data-verdict="unreadable"]').waitFor();
  return card.toString('utf8').split('|')[0] ?? '';
}

async function typeSomebodyIn(page: Page, { laneId }: CabledLane): Promise<void> {
  const lane = page.locator(`[data-testid="lane"][data-lane="${laneId}"]`);
  // The verdict lies over the button until its time is over.
  await lane.getByTestId('open-manual-entry').click();
  const form = page.locator('[data-screen="manual-entry"]');
  await form.locator('input[name="name"]').fill('Trần Thị Kiểm Thử');
  await form.locator('input[name="number"]').fill('001099000000');
  await form.getByText('Không mang thẻ').click();
  await form.getByTestId('submit-manual-entry').click();
  await form.waitFor({ state: 'detached' });
}

async function takeNewestBack(page: Page): Promise<void> {
  await openPlace(page, 'history');
  await page.getByTestId('history-row').first().getByTestId('undo').click();
  await page.getByTestId('undo-did-not-go-in').click();
  await page.locator('[data-testid="history-row"][data-taken-back="true"]').waitFor();
  await page.getByTestId('close-history').click();
  await page.getByTestId('recent').getByText('không đi qua').waitFor();
}

async function handOver(page: Page, numbers: Readonly<Record<string, string>>): Promise<void> {
  await openPlace(page, 'handover');
  await expectShift(page, numbers);
  await page.locator('textarea[name="note"]').fill('Chìa khóa kho ở ngăn kéo.');
  await page.locator('input[name="givenBy"]').fill('Anh Bình');
  await page.getByTestId('give-over').click();
  const card = page.getByTestId('hand-over');
  await card.getByText('Chìa khóa kho ở ngăn kéo.').waitFor();
  await page.locator('input[name="takenBy"]').fill('Chị Hoa');
  await page.getByTestId('take-over').click();
  await expect.poll(() => card.getAttribute('data-taken'), PATIENT).toBe('true');
  expect(await card.textContent()).toContain('Chị Hoa');
  await page.getByTestId('close-handover').click();
}

async function expectShift(page: Page, numbers: Readonly<Record<string, string>>): Promise<void> {
  const shown = page.locator('[data-screen="handover"] [data-small="false"]');
  for (const [name, number] of Object.entries(numbers)) {
    await shown.locator(`[data-number="${name}"] dd`).getByText(number, { exact: true }).waitFor();
  }
}

async function openPlace(page: Page, place: 'history' | 'handover' | 'reports' | 'search'): Promise<void> {
  await page.getByTestId('open-menu').click();
  await page.getByTestId(`open-${place}`).click();
}

/** The administrator's, then the supervisor's; then the screen is a guard's again. */
async function setPins(page: Page): Promise<void> {
  await page.getByTestId('open-settings').click();
  await page.locator('[data-section="access"]').click();
  for (const [role, pin] of [
    ['administrator', ADMINISTRATOR_PIN],
    ['supervisor', SUPERVISOR_PIN],
  ] as const) {
    await page.getByTestId(`${role}-fresh`).fill(pin);
    await page.getByTestId(`${role}-again`).fill(pin);
    await page.getByTestId(`${role}-set`).click();
    await page.getByTestId(`${role}-remove`).waitFor();
  }
  await page.getByTestId('close-settings').click();
  await page.getByTestId('lock-again').click();
  await page.getByTestId('lock-again').waitFor({ state: 'detached' });
}

async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByTestId('pin').fill(pin);
  await page.getByTestId('unlock').click();
  await page.locator('[data-screen="pin-pad"]').waitFor({ state: 'detached' });
}

async function figuresOf(page: Page): Promise<Record<string, string>> {
  return await page
    .locator('dialog [data-figure]')
    .evaluateAll((all) =>
      Object.fromEntries(
        all.map((one) => [one.getAttribute('data-figure') ?? '', one.querySelector('dd')?.textContent ?? '']),
      ),
    );
}

async function writtenCsv(page: Page): Promise<string[][]> {
  await page.getByTestId('write-export').click();
  const outcome = page.locator('[data-testid="export-outcome"][data-outcome="written"]');
  await outcome.waitFor();
  const path = ((await outcome.textContent()) ?? '').replace(/^.* vào /s, '').trim();
  return parse(readFileSync(path, 'utf8'), { bom: true });
}

async function findByNumber(page: Page, number: string): Promise<void> {
  await page.locator('input[name="number"]').fill(number);
  await page.getByTestId('find-entries').click();
  await page.locator('[data-testid="search-state"][data-state="found"]').waitFor();
}
