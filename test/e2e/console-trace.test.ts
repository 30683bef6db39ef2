/** Do two persons trace and open in the browser, with nobody's key, number or name on the line, and does an operator see every gate? Chromium, over real PostgreSQL. */

import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDays } from '../../src-collector/days/partitions.ts';
import { keepGateReport } from '../../src-collector/fleet/gate-report.ts';
import { ingest } from '../../src-collector/ingest.ts';
import { newAuthorityKey } from '../../src-main/host/authority-command.ts';
import { caseTags, openCaseFile } from '../../src-main/host/authority-tool.ts';
import { newTracingKeys } from '../../src-main/host/tracing-command.ts';
import { createVenueAuthority } from '../../src-main/vault/authority-sealer.ts';
import { entryOf } from '../src-collector/test-gate.ts';
import { CHROMIUM_FLAGS, findChromium } from '../support/chromium.ts';
import type { ConsoleBrowser, ConsoleWindow } from '../support/console-browser.ts';
import { missingBrowser, openConsoleBrowser } from '../support/console-browser.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { missingPostgres, startPostgres } from '../support/postgres.ts';
import { PROJECT_DIR } from '../support/run-process.ts';
import { suiteDir, temporaryDir } from '../support/temporary-dir.ts';

const missing = missingBrowser() ?? missingPostgres();
if (missing !== null) process.stderr.write(`skipped, tracing in the console's page: ${missing}\n`);

const MINUTE_MS = 60_000;
const EPOCH = 'e'.repeat(32);
const NUMBER = '001099000000';
const FRIEND = { name: 'Lê Thị Thử Nghiệm', number: '001188000000', birthDate: { year: 1988 }, sex: 'female' };
const INERT_NAME = '<img src=x onerror="document.title=1"> {{count}}';

type Report = { readonly name: string; readonly troubles?: string[]; readonly version?: string };

describe.skipIf(missing !== null)('tracing and the gates in the console', () => {
  let postgres: TestPostgres;
  let tool: ConsoleBrowser;
  const dataDir = suiteDir();

  beforeAll(async () => {
    postgres = await startPostgres();
    tool = await openConsoleBrowser(dataDir, postgres.databaseUrl);
    await makeDays(tool.served.database);
  });
  afterAll(async () => {
    await tool?.close();
    await postgres?.stop();
  });

  async function gateAt(unit: string[], { name, troubles = [], version = '1.4.0' }: Report): Promise<string> {
    const device = randomUUID();
    const { database } = tool.served;
    await database.query('insert into device (device_id, public_key) values ($1::uuid, $2)', [
      device,
      Buffer.alloc(32),
    ]);
    await keepGateReport(database, device, {
      device,
      atUtcMs: Date.now(),
      version,
      venue: { kind: 'factory', name, unit },
      lanes: [],
      readers: [{ kind: 'camera', state: 'ready' }],
      outbox: { pending: 7, oldestPendingAtUtcMs: Date.now() - 5 * MINUTE_MS, quarantined: 0 },
      clock: { state: 'ok', offsetMs: 120 },
      disk: { state: 'ok', freeBytes: 52_000_000_000 },
      troubles,
    });
    return device;
  }

  /** The index person for an hour, the friend for forty minutes of it, sealed to a new key of the authority. */
  async function metAt(device: string) {
    const dir = temporaryDir();
    const nowUtcMs = Date.now();
    const made = newAuthorityKey(dir, 30, nowUtcMs).json as { files: { private: string; public: string } };
    const authority = createVenueAuthority(() => nowUtcMs);
    authority.apply([JSON.parse(readFileSync(made.files.public, 'utf8'))]);
    const { keys } = newTracingKeys(dir, 1, nowUtcMs).json as { keys: { file: string }[] };
    const tags = caseTags(
      keys.map(({ file }) => file),
      `${NUMBER}\n`,
    ).json as { tags: string[] };
    const scans = [
      { minutes: 0, tag: tags.tags[0], direction: 'in', person: { number: NUMBER } },
      { minutes: 10, tag: 'f'.repeat(64), direction: 'in', person: FRIEND },
      { minutes: 50, tag: 'f'.repeat(64), direction: 'out', person: FRIEND },
      { minutes: 60, tag: tags.tags[0], direction: 'out', person: { number: NUMBER } },
    ];
    const entries = scans.map(({ minutes, tag, direction, person }, index) => {
      const sealed = authority.seal(JSON.stringify(person), `${device}|${EPOCH}|${index + 1}`);
      return {
        ...entryOf(index + 1),
        wallUtcMs: nowUtcMs - 86_400_000 + minutes * MINUTE_MS,
        laneId: 'lane-1',
        direction,
        verdict: 'admit',
        clockOffsetMs: null,
        tracingTag: tag,
        tracingKeyId: '2026-W48-aaaaaaaa',
        sealed: Buffer.from(sealed?.sealed ?? []).toString('base64url'),
        sealedKeyId: sealed?.keyId,
      };
    });
    await ingest(tool.served.database, { device, epoch: EPOCH, entries }, device);
    const tagsPath = join(dir, 'tags.json');
    writeFileSync(tagsPath, JSON.stringify(tags));
    return { dir, tagsPath, keyPath: made.files.private };
  }

  /** Everything that a page asks of anybody. */
  function listenTo(page: Page): string[] {
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    page.on('websocket', (socket) => sent.push(socket.url()));
    return sent;
  }

  async function press(window: ConsoleWindow, testId: string, times = 1): Promise<void> {
    for (let time = 0; time < times; time += 1) await window.page.locator(`[data-testid="${testId}"]`).click();
  }

  test('a tracer asks, another person approves, the sealed list is handed out and opened on the own machine', async () => {
    const device = await gateAt(['Huế'], { name: 'Xưởng may số 2' });
    const { dir, tagsPath, keyPath } = await metAt(device);
    const asker = await tool.account(['tracer'], [], 'người.lập');
    const window = await tool.open();
    const { page } = window;
    const sent = listenTo(page);
    await window.signIn(asker);
    await press(window, 'new-case');
    await page.locator('input[name="purpose"]').fill('Ổ dịch tại xưởng may số 2');
    await page.locator('input[name="legal-basis"]').fill('Quyết định 12/QĐ-SYT');
    await page.locator('textarea[name="tags"]').fill(`001 099 000000`);
    expect(await page.locator('textarea[name="tags"]').inputValue()).toBe('');
    expect(await page.locator('textarea[name="tags"]').getAttribute('aria-invalid')).toBe('true');
    await page.locator('input[name="tags-file"]').setInputFiles(tagsPath);
    await page.locator('textarea[name="tags"][aria-invalid="false"]').waitFor();
    expect(await window.axe()).toEqual([]);
    await press(window, 'ask');
    await page.locator('[data-case-state="asked"]').waitFor();
    await page.locator('[data-testid="own-case"]').waitFor();
    const caseId = page.url().split('/').at(-1) ?? '';
    const own = await (await tool.served.signedIn(asker)).call('trace.decide', { caseId, decision: 'approve' });
    expect([own.status, own.body.reason]).toEqual([409, 'same-person']);
    expect(await window.axe()).toEqual([]);

    const second = await tool.open();
    await second.signIn(await tool.account(['privacy'], [], 'người.duyệt'));
    await second.goTo('trace');
    await second.page.locator('[data-testid="case"]').click();
    await press(second, 'approve', 2);
    await second.page.locator('[data-case-state="approved"]').waitFor();
    expect(await second.page.locator('[data-testid="hand-out"]').count()).toBe(0);
    await second.goTo('trace/new');
    await second.page.locator('h1').waitFor();
    expect(await second.page.locator('[data-testid="ask"]').count()).toBe(0);
    await second.close();

    await page.reload();
    const [download] = await Promise.all([page.waitForEvent('download'), press(window, 'hand-out')]);
    const casePath = join(dir, download.suggestedFilename());
    await download.saveAs(casePath);
    await page.getByText('Đã xuất 1 lần.').waitFor();
    const key = (JSON.parse(readFileSync(keyPath, 'utf8')) as { privateKey: string }).privateKey;
    const opened = await openOffline(dir, casePath, keyPath);
    expect(opened.person).toContain(FRIEND.name);
    expect(opened.person).toContain(FRIEND.number);
    expect(opened.requests).toEqual([]);
    // The command and the page open the same file to the same list.
    openCaseFile(casePath, [keyPath], join(dir, 'by-command.csv'));
    expect(opened.csv).toBe(readFileSync(join(dir, 'by-command.csv'), 'utf8'));
    const line = sent.join('\n');
    expect(line).toContain('trace.handOut');
    for (const secret of [key, NUMBER, '099 000000', FRIEND.number, FRIEND.name]) expect(line).not.toContain(secret);
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  /** As an authority does: makes the page by the command, opens it from the disk, forgets by the button and by time. */
  async function openOffline(dir: string, casePath: string, keyPath: string) {
    const out = join(dir, 'open-case.html');
    const command = ['scripts/run.mjs', 'scripts/authority.ts', 'page', '--out', out];
    const { status, stderr } = spawnSync(process.execPath, command, { cwd: PROJECT_DIR, encoding: 'utf8' });
    expect([status, status === 0 ? '' : stderr]).toEqual([0, '']);
    let browser: Browser | null = null;
    try {
      browser = await chromium.launch({ executablePath: findChromium() ?? '', args: CHROMIUM_FLAGS });
      const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => complaints.push(message.text()));
      await page.clock.install();
      const address = pathToFileURL(out).href;
      await page.goto(address);
      const requests = listenTo(page);
      const choose = async (key: string): Promise<void> => {
        await page.locator('input[name="case"]').setInputFiles(casePath);
        await page.locator('input[name="key"]').setInputFiles(key);
        await page.locator('[data-testid="open"]').click();
      };
      await choose(keyPath.replace('.private', ''));
      await page.locator('[data-refused="public-key"]').waitFor();
      await choose(keyPath);
      const table = page.locator('[data-testid="contacts"]');
      await table.waitFor();
      const person = await table.locator('tbody').textContent();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('[data-testid="download"]').click(),
      ]);
      const csv = readFileSync(await download.path(), 'utf8');
      await page.locator('[data-testid="forget"]').click();
      expect(await page.locator('#screen').textContent()).not.toContain(FRIEND.name);
      await choose(keyPath);
      await table.waitFor();
      await page.clock.runFor(16 * MINUTE_MS);
      await page.locator('[data-testid="open"]').waitFor();
      expect(await page.locator('#screen').textContent()).not.toContain(FRIEND.name);
      // The policy, and not good will, keeps it from sending.
      const wasBlocked = await page.evaluate(() =>
        fetch('http://127.0.0.1:9/').then(
          () => false,
          () => true,
        ),
      );
      expect(wasBlocked).toBe(true);
      expect(complaints.filter((text) => !/Content Security Policy/.test(text))).toEqual([]);
      await expect.poll(() => complaints.length).toBeGreaterThan(0);
      const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
      expect(kept).toEqual([0, 0, '']);
      // Of a download the browser makes a request to a place within the page.
      return { person, csv, requests: requests.filter((each) => !/^(blob:|http:\/\/127\.0\.0\.1:9\/)/.test(each)) };
    } finally {
      await browser?.close();
    }
  }

  test('who only sees figures, runs a unit and runs the collector comes to no case by its address', async () => {
    const window = await tool.open();
    await window.signIn(await tool.account(['viewer', 'officer', 'operator']));
    for (const place of ['trace', 'trace/new', `trace/${randomUUID()}`]) {
      await window.goTo(place);
      await window.page.locator('[data-testid="not-yours"]').waitFor();
      expect(await window.page.locator('[data-testid="ask"], [data-case-state]').count()).toBe(0);
    }
    expect(window.complaints).toEqual([]);
    await window.close();
  });

  test('an officer sees how the own gates are, those with an alarm alone, and each by itself', async () => {
    const { database } = tool.served;
    await gateAt(['Đà Nẵng'], { name: 'Ở nơi khác' });
    await gateAt(['Bắc Ninh'], { name: 'Chợ Giầu', version: '1.3.0' });
    await gateAt(['Bắc Ninh', 'Phường Kinh Bắc'], { name: INERT_NAME, troubles: ['log-failing'] });
    const away = await gateAt(['Bắc Ninh'], { name: 'Bến xe Bắc Ninh' });
    await database.query(
      `update gate_status set received_at = now() - interval '20 minutes' where device_id = $1::uuid`,
      [away],
    );
    const window = await tool.open();
    const { page } = window;
    await window.signIn(await tool.account(['officer'], ['Bắc Ninh'], 'cán.bộ'));
    await page.clock.install();
    await window.goTo('fleet');
    await page.reload();
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    // The gravest first, and nobody else's.
    expect(await page.locator('[data-testid="gate"]').allInnerTexts()).toEqual([
      expect.stringContaining(INERT_NAME),
      expect.stringContaining('Bến xe Bắc Ninh'),
      expect.stringContaining('Chợ Giầu'),
    ]);
    expect(await page.locator('[data-testid="pending"]').textContent()).toBe('21');
    expect(
      await page.locator('tr [data-presence]').evaluateAll((all) => all.map((each) => each.dataset.presence)),
    ).toEqual(['lately', 'away', 'lately']);
    expect(await page.locator('tbody img').count()).toBe(0);
    expect(await window.axe()).toEqual([]);

    // Another answer comes by itself, into the very rows that are there.
    await rows.first().evaluate((row) => row.setAttribute('data-seen', 'yes'));
    await database.query(
      `update gate_status set report = jsonb_set(report, '{outbox,pending}', '100') where device_id = $1::uuid`,
      [away],
    );
    await page.clock.runFor(31_000);
    await page.locator('[data-testid="pending"]:text("114")').waitFor();
    expect(await page.locator('[data-seen="yes"]').count()).toBe(1);

    await press(window, 'alarm-away');
    await page.locator('[data-testid="alarm-away"][aria-current]').waitFor();
    await page.locator('tbody tr:only-child').waitFor();
    await press(window, 'gate');
    await page.locator('[data-alarm="away"]').waitFor();
    expect(await page.locator('h1').textContent()).toBe('Bến xe Bắc Ninh');
    expect(await window.axe()).toEqual([]);
    await window.goTo(`fleet/${encodeURIComponent('Đà Nẵng')}`);
    await page.locator('[data-refused="beyond-unit"]').first().waitFor();
    expect(window.complaints).toEqual([]);
    await window.close();
  });
});
