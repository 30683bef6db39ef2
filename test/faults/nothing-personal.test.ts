/** A gate that everything happened to: does one file that it left, or one byte that it sent, name a person? */

import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { buildIfStale } from '../../scripts/build-project.ts';
import type { ReadingAnswer } from '../../src-main/contract/scan-api.ts';
import { maskName } from '../../src-main/core/code/mask.ts';
import { newAuthorityKey } from '../../src-main/host/authority-command.ts';
import type { GateClient } from '../../src-renderer/gate-connection.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { freePort } from '../support/free-port.ts';
import { pendingCount } from '../support/log-rows.ts';
import { filesLeftIn } from '../support/privacy/files-left.ts';
import type { KioskClient } from '../support/privacy/gate-client.ts';
import { connectToKiosk } from '../support/privacy/gate-client.ts';
import type { RecordingProxy } from '../support/privacy/recording-proxy.ts';
import { setupCodeThrough, startRecordingProxy } from '../support/privacy/recording-proxy.ts';
import type { Secret } from '../support/privacy/secret-forms.ts';
import { needlesOf } from '../support/privacy/secret-forms.ts';
import { comers, secretPerson, secretsOf, secretsOfPerson } from '../support/privacy/secret-people.ts';
import type { Found } from '../support/privacy/secret-search.ts';
import { blankAllowed, createSecretSearch } from '../support/privacy/secret-search.ts';
import { readZip } from '../support/read-zip.ts';
import type { RunningProcess } from '../support/run-process.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 100 };
const COMERS = comers();
/** Those who come without a code of their own. */
const TYPED = secretPerson(COMERS.length);
const NOTE = `${TYPED.name} quên thẻ`;
const SECRETS: readonly Secret[] = [...COMERS.flatMap(secretsOf), ...secretsOfPerson('typed', TYPED)];
const SEARCH = createSecretSearch(needlesOf(SECRETS));
const WHOLES = createSecretSearch(needlesOf(SECRETS.filter(({ search }) => search === 'whole')));

beforeAll(() => void buildIfStale());

describe.each([
  { what: 'without an authority', isSealing: false },
  { what: 'that seals for an authority', isSealing: true },
])('a gate $what', ({ isSealing }) => {
  test('leaves no file and sends no byte that names a person or holds a part of a code', {
    timeout: 900_000,
  }, async () => {
    const place = await openPlace();
    const allowed = new Set<string>();
    const gate = await place.start();
    await enrolThroughProxy(place, gate);
    if (isSealing) await importKey(gate);
    await setBackup(place, gate);
    await scanEverybody(gate.client, allowed);
    await useTheDesk(gate.client, allowed);
    await provokeErrors(place, gate.client);
    await sufferTheCollector(place, gate);
    // A disk that takes nothing, while somebody stands there.
    await gate.client.setDirection({ laneId: 'lane-1', direction: 'out' });
    const release = lockLog(place.dataDir);
    expect(await submit(gate.client, COMERS[1]?.text ?? '')).toMatchObject({ shown: { verdict: 'out-of-order' } });
    release();
    await gate.client.submitManualEntry({ laneId: 'lane-1', name: TYPED.name, number: null, phone: null, note: NOTE });
    await gate.process.kill();
    gate.end();
    expect(statSync(join(place.dataDir, 'gate.sqlite-wal')).size).toBeGreaterThan(0);
    expectNothingPersonal(place, allowed);

    const second = await place.start();
    place.proxy.setManner('pass');
    await scanEverybody(second.client, allowed);
    await expect.poll(() => pendingCount(place.dataDir), WITHIN).toBe(0);
    await expectNobodyInDiagnostics(place, second.client, allowed);
    await second.process.stop();
    second.end();
    damageLog(place.dataDir);
    const third = await place.start();
    await scanEverybody(third.client, allowed);
    expect(readdirSync(place.dataDir).some((name) => name.startsWith('damaged-'))).toBe(true);
    for (const words of [['rescue-log'], ['verify-log'], ['backup-key'], ['passes'], ['authority-key', 'list']]) {
      const child = place.run(['src-main/host/cli.ts', ...words]);
      await new Promise((ended) => child.child.once('close', ended));
    }
    await third.process.stop();
    third.end();
    await place.endCollector();
    expectNothingPersonal(place, allowed);
    // The other way round: what was looked through is what the gate wrote and sent.
    const planted = join(place.dataDir, 'log', 'gate.log');
    appendFileSync(planted, JSON.stringify({ name: TYPED.name }));
    expect(search(place, allowed).map(({ label, place: where }) => [label, where])).toContainEqual([
      'typed: name',
      planted,
    ]);
  });
});

type Place = {
  readonly dataDir: string;
  /** All that the gate may have written to: its data, its home, its temporary folder, the backup's stick, the collector's data. */
  readonly folders: readonly string[];
  readonly stick: string;
  readonly proxy: RecordingProxy;
  readonly setupCode: string;
  readonly outputs: () => string;
  readonly run: (args: readonly string[]) => RunningProcess;
  readonly start: () => Promise<KioskClient & { readonly process: RunningProcess }>;
  readonly endCollector: () => Promise<void>;
};

async function openPlace(): Promise<Place> {
  const [dataDir, home, tmp, stick, collectorDir] = [1, 2, 3, 4, 5].map(temporaryDir) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const collector = await pgliteCollector(collectorDir);
  onTestFinished(() => collector.end());
  const { code, url } = setupCodeThrough(await collector.comeUp(), '');
  const proxy = await startRecordingProxy(url);
  onTestFinished(() => proxy.close());
  const processes: RunningProcess[] = [];
  const environment = { GATE_DATA_DIR: dataDir, HOME: home, TMPDIR: tmp, GATE_NO_BROWSER: '1' };
  function run(args: readonly string[], more: Record<string, string> = {}): RunningProcess {
    const started = runProcess(process.execPath, args, { ...environment, ...more });
    processes.push(started);
    onTestFinished(() => started.kill());
    return started;
  }
  return {
    dataDir,
    folders: [dataDir, home, tmp, stick, collectorDir],
    stick,
    proxy,
    setupCode: setupCodeThrough(code, proxy.url).code,
    outputs: () => processes.map(({ output }) => output()).join('\n'),
    run,
    start: async () => {
      const kiosk = run(['src-main/host/kiosk.ts'], { GATE_PORT: String(await freePort()) });
      const [address] = await kiosk.waitFor(/http:\/\/127\.0\.0\.1:\d+\/\S+/);
      return { process: kiosk, ...(await connectToKiosk(address)) };
    },
    endCollector: () => collector.end(),
  };
}

async function enrolThroughProxy({ setupCode }: Place, { client, snapshot }: KioskClient): Promise<void> {
  expect(await client.enrol({ setupCode })).toMatchObject({ type: 'enrolled' });
  // What is saved next is saved over it, and whoever has not heard of the collector yet would take it away again.
  await expect.poll(() => snapshot().settings.collector, WITHIN).not.toBeNull();
}

async function importKey({ client, snapshot }: KioskClient): Promise<void> {
  const { json } = newAuthorityKey(temporaryDir(), 30, Date.now());
  const { files } = json as { files: { public: string } };
  const { settings } = snapshot();
  const keys = [JSON.parse(readFileSync(files.public, 'utf8')) as unknown];
  expect(await client.saveSettings({ settings: { ...settings, authority: { ...settings.authority, keys } } })).toEqual({
    type: 'saved',
  });
  await expect.poll(() => snapshot().settings.authority.keys, WITHIN).toHaveLength(1);
  await expect.poll(() => snapshot().status.authority.type, WITHIN).toBe('sealing');
}

async function setBackup({ stick }: Place, { client, snapshot }: KioskClient): Promise<void> {
  const { settings } = snapshot();
  expect(await client.saveSettings({ settings: { ...settings, backup: { folder: stick } } })).toEqual({
    type: 'saved',
  });
  await expect.poll(() => snapshot().status.backup.state, WITHIN).toBe('ok');
}

function submit(client: GateClient, text: string): Promise<ReadingAnswer> {
  return client.submitReading({ laneId: 'lane-1', readerId: 'wedge-1', readerKind: 'wedge', text, encoding: 'utf-8' });
}

/** Each of them twice, and each once on a lane that is being tried out. Notes the masks, which may be kept and sent. */
async function scanEverybody(client: GateClient, allowed: Set<string>): Promise<void> {
  for (const isOn of [true, false]) {
    await client.testLane({ laneId: 'lane-1', isOn });
    for (const { text } of [...COMERS, ...(isOn ? [] : COMERS)]) {
      const answer = await submit(client, text);
      if (answer.type === 'shown') noteMasks(answer.shown, allowed);
    }
  }
}

function noteMasks(shown: { maskedName: string | null; maskedNumber: string | null }, allowed: Set<string>): void {
  for (const mask of [shown.maskedName, shown.maskedNumber]) if (mask?.includes('***') === true) allowed.add(mask);
}

/** A person without a card, a pass by name that is used and taken back, and the watch list. */
async function useTheDesk(client: GateClient, allowed: Set<string>): Promise<void> {
  const manual = await client.submitManualEntry({
    laneId: 'lane-1',
    name: TYPED.name,
    number: TYPED.number,
    phone: null,
    note: NOTE,
  });
  expect(manual).toMatchObject({ shown: { verdict: 'admit' } });
  if (manual.type === 'shown') noteMasks(manual.shown, allowed);
  const made = await client.makePasses({
    purpose: 'visitor',
    name: TYPED.name,
    count: 1,
    notBeforeUtcMs: null,
    expiresAtUtcMs: Date.now() + 3_600_000,
    isOneTime: true,
    laneIds: null,
  });
  if (made.type !== 'made') throw new Error('no pass was made');
  for (const { text, id } of made.passes) {
    expect(await submit(client, text)).toMatchObject({ shown: { codeKind: 'pass', verdict: 'admit' } });
    await client.revokePass({ id });
    await submit(client, text);
    MORE_SECRETS.push({ label: 'pass: code', text, search: 'parts' });
  }
  allowed.add(maskName(TYPED.name) ?? '');
  const [watched] = COMERS;
  await client.addWatched({ number: watched?.person.number ?? '', action: 'refuse' });
  await client.setDirection({ laneId: 'lane-1', direction: 'out' });
  expect(await submit(client, watched?.text ?? '')).toMatchObject({ shown: { verdict: 'refuse' } });
  const [listed] = await client.listWatched();
  await client.removeWatched({ id: listed?.id ?? 0 });
  await client.setDirection({ laneId: 'lane-1', direction: 'in' });
}

/** What only the running test knows: the passes that this gate made. */
const MORE_SECRETS: Secret[] = [];

/** Calls that quote a person and are refused, and codes that are none. */
async function provokeErrors({ proxy }: Place, client: GateClient): Promise<void> {
  const [{ person, text }] = COMERS as [(typeof COMERS)[0]];
  const refused = [
    client.submitManualEntry({
      laneId: 'lane-1',
      name: person.name,
      number: `${person.number}?!`,
      phone: null,
      note: NOTE,
    }),
    client.submitManualEntry({ laneId: person.name, name: person.name, number: null, phone: person.name, note: NOTE }),
    client.addWatched({ number: `${person.name}`, action: 'check' }),
    client.enrol({ setupCode: text }),
    client.saveSettings({ settings: { [person.name]: person.number } }),
    client.revokePass({ id: person.name }),
    client.setDirection({ laneId: person.number, direction: 'in' }),
  ];
  await Promise.allSettled(refused);
  for (const nonsense of [text.repeat(200).slice(0, 4_000), text.slice(0, 20), `${text}\u0000${text}`, `{"${text}`]) {
    await submit(client, nonsense).catch(() => undefined);
  }
  expect(proxy.sent().length).toBeGreaterThan(0);
}

/** A collector that quotes, that breaks off, and that sends every entry back until it is asked again. */
async function sufferTheCollector({ proxy, dataDir }: Place, { client, snapshot }: KioskClient): Promise<void> {
  for (const manner of ['echo', 'break'] as const) {
    proxy.setManner(manner);
    await expect
      .poll(async () => {
        await submit(client, `VE ${manner} ${Math.random()}`);
        return proxy.came(manner);
      }, WITHIN)
      .toBeGreaterThan(0);
  }
  proxy.setManner('send-back');
  await submit(client, 'VE send-back');
  await expect.poll(() => snapshot().status.outbox.quarantined, WITHIN).toBeGreaterThan(0);
  proxy.setManner('pass');
  await client.retryQuarantined();
  await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);
}

function lockLog(dataDir: string): () => void {
  const other = new Database(join(dataDir, 'gate.sqlite'));
  other.exec('begin immediate');
  return () => {
    other.exec('rollback');
    other.close();
  };
}

/** Dead sectors in the index by time. */
function damageLog(dataDir: string): void {
  const path = join(dataDir, 'gate.sqlite');
  const database = new Database(path, { readonly: true });
  const page = database
    .prepare("select rootpage from sqlite_schema where name = 'entry_by_time'")
    .pluck()
    .get() as number;
  database.close();
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  const bytes = readFileSync(path);
  bytes.fill(0xff, (page - 1) * 4_096, page * 4_096);
  writeFileSync(path, bytes);
}

/** What is sent to whoever mends this gate, by the screen and by the command: unpacked, and not even a mask in it. */
async function expectNobodyInDiagnostics(
  place: Place,
  client: GateClient,
  allowed: ReadonlySet<string>,
): Promise<void> {
  const sound = { silence: null, volumePercent: 80, heard: 'heard' } as const;
  await client.finishSelfTest({ tookMs: 1_000, cameras: [], trials: [], sound, printers: null });
  const path = join(temporaryDir(), 'diagnostics.zip');
  const doctor = place.run(['scripts/doctor.ts', '--zip', path]);
  await new Promise((ended) => doctor.child.once('close', ended));
  const zips = [Buffer.from((await client.diagnostics()).base64, 'base64'), readFileSync(path)];
  const more = createSecretSearch(needlesOf(MORE_SECRETS));
  for (const zip of zips) {
    const files = readZip(zip);
    // It was of this gate: its log is in it, and what was found of it.
    expect(files.get('gate.log')?.length).toBeGreaterThan(100);
    expect(files.get('findings.json')?.toString()).toContain('chain-whole');
    for (const [name, bytes] of [...files, ['zip', zip] as const]) {
      expect([...SEARCH.look(bytes, name), ...more.look(bytes, name)]).toEqual([]);
      expect(blankAllowed(bytes, [...allowed]).hits).toBe(0);
    }
  }
}

function search({ folders, proxy, outputs }: Place, allowed: ReadonlySet<string>): Found[] {
  const more = createSecretSearch(needlesOf(MORE_SECRETS));
  const masks = [...allowed].sort((one, other) => other.length - one.length);
  const printed = { place: 'what its processes printed', bytes: Buffer.from(outputs()) };
  const found: Found[] = [];
  for (const { place, bytes } of [...proxy.sent(), printed, ...filesLeftIn(folders)]) {
    const { rest } = blankAllowed(bytes, masks);
    found.push(...SEARCH.look(rest, place), ...more.look(rest, place));
  }
  return found;
}

function expectNothingPersonal(place: Place, allowed: ReadonlySet<string>): void {
  // A mask that would hide a whole name or number would make the search blind.
  expect(WHOLES.look(Buffer.from([...allowed].join('\n')), 'masks')).toEqual([]);
  expect(allowed.size).toBeGreaterThan(10);
  const sentMasks = place.proxy.sent().reduce((sum, { bytes }) => sum + blankAllowed(bytes, [...allowed]).hits, 0);
  expect(sentMasks).toBeGreaterThan(10);
  expect(existsSync(join(place.dataDir, 'log', 'gate.log'))).toBe(true);
  expect(search(place, allowed)).toEqual([]);
}
