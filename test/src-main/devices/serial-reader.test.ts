import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { MAX_CODE_LENGTH } from '../../../src-main/core/code/code.ts';
import { FIRST_REOPEN_DELAY_MS } from '../../../src-main/core/readers/reconnect.ts';
import { SILENCE_MS } from '../../../src-main/devices/framing.ts';
import type { PortSeeker } from '../../../src-main/devices/port-finder.ts';
import { createPortFinder, fixedPort } from '../../../src-main/devices/port-finder.ts';
import type { Frame } from '../../../src-main/devices/serial-line.ts';
import type { SerialReader } from '../../../src-main/devices/serial-reader.ts';
import { openSerialReader } from '../../../src-main/devices/serial-reader.ts';
import { cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import type { UsbPort } from '../../../src-main/devices/usb-ports.ts';
import type { PtyPair } from '../../support/pty-pair.ts';
import { openPtyPair } from '../../support/pty-pair.ts';

type Watched = { reader: SerialReader; frames: Frame[]; statuses: string[]; dropped: string[] };

const POLL = { timeout: 30_000, interval: 10 };

async function plugIn(): Promise<PtyPair> {
  const pty = await openPtyPair();
  onTestFinished(() => pty.close());
  return pty;
}

function watch(path: string, seeker: PortSeeker = fixedPort(path)): Watched {
  const frames: Frame[] = [];
  const statuses: string[] = [];
  const dropped: string[] = [];
  const reader = openSerialReader({
    settings: { seeker, baudRate: 115200 },
    onFrame: (frame) => frames.push(frame),
    onStatus: ({ state, trouble }) => statuses.push(trouble === null ? state : `${state}: ${trouble}`),
    onDropped: (why, codes) => dropped.push(`${why} ${codes}`),
  });
  onTestFinished(() => reader.close());
  return { reader, frames, statuses, dropped };
}

async function watchReady(path: string): Promise<Watched> {
  const watched = watch(path);
  await expectStatus(watched, 'ready');
  return watched;
}

async function expectStatus({ statuses }: Watched, status: string): Promise<void> {
  await expect.poll(() => statuses.at(-1), POLL).toBe(status);
}

async function expectTexts({ frames }: Pick<Watched, 'frames'>, texts: readonly string[]): Promise<void> {
  await expect.poll(() => frames.map(({ text }) => text), POLL).toEqual(texts);
}

/** From now on no silence passes: what a busy machine hands over late is not cut off by it. */
function stopTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');
const cards = FAKE_PEOPLE.map(cccdText);

describe('a scanner on a serial port', () => {
  test('is heard whatever ends its codes', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    const ends = ['\r', '\n', '\r\n', '\x03', ''];
    const sent = ends.map((end, index) => ({ text: cards[index] ?? '', end }));
    for (const { text, end } of sent) {
      await pty.write(utf8(`${end === '\x03' ? '\x02' : ''}${text}${end}`));
      await delay(SILENCE_MS * 2);
    }
    await expectTexts(
      watched,
      sent.map(({ text }) => text),
    );
    expect(new Set(watched.frames.map(({ encoding }) => encoding))).toEqual(new Set(['utf-8']));
  });

  test('may cut a letter in two, and pause for less than a silence', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    const text = cccdText({ ...FAKE_PEOPLE[0], name: 'Nguyễn Thị Ễễễ' });
    const bytes = utf8(`${text}\r`);
    const middle = bytes.indexOf(0xe1) + 1;
    stopTheClock();
    await pty.write(bytes.subarray(0, middle));
    await delay(5);
    await pty.write(bytes.subarray(middle));
    await expectTexts(watched, [text]);
  });

  test('may speak windows-1258, or bytes that are no text at all', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    await pty.write(Buffer.from('Nguy\xea\xden V\xe3n A\r', 'latin1'));
    await pty.write(Buffer.from([0x00, 0x41, 0x00, 0xff, 0xcc, 0x81, 0x42, 0x00, 0x0d]));
    await pty.write(Buffer.from([0x00, 0x00, 0x0d]));
    await pty.write(utf8('next\r'));
    await expect
      .poll(() => watched.frames.map(({ text, encoding }) => [text, encoding]), POLL)
      .toEqual([
        ['Nguyễn Văn A', 'windows-1258'],
        ['A\0ÿÌ\u0081B', 'windows-1252'],
        ['next', 'utf-8'],
      ]);
  });

  test('that sends a megabyte without an end is reported once, and understood again after it', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    stopTheClock();
    await pty.write(new Uint8Array(1_000_000).fill(0x41));
    await pty.write(utf8('\rnext\r'));
    await expect
      .poll(() => watched.frames.map(({ text }) => text.length), POLL)
      .toEqual([MAX_CODE_LENGTH + 1, 'next'.length]);
  });

  test('that is pulled out and put back is lost, then ready, and read again', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    for (const round of [0, 1]) {
      await pty.unplug();
      await expectStatus(watched, 'lost: unplugged');
      await pty.replug();
      await expectStatus(watched, 'ready');
      await pty.write(utf8(`${cards[round]}\r`));
      await expectTexts(watched, cards.slice(0, round + 1));
    }
    expect(watched.statuses).toEqual(['starting', 'ready', 'lost: unplugged', 'ready', 'lost: unplugged', 'ready']);
  });

  test('that is pulled out in the middle of a code has that code dropped and counted, and the next one read whole', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    stopTheClock();
    await pty.write(utf8(`${cards[0]}\r${cards[1]?.slice(0, 40)}`));
    await expectTexts(watched, cards.slice(0, 1));
    await pty.unplug();
    await expectStatus(watched, 'lost: unplugged');
    await pty.replug();
    vi.advanceTimersByTime(FIRST_REOPEN_DELAY_MS);
    await expectStatus(watched, 'ready');
    await pty.write(utf8(`${cards[2]}\r`));
    await expectTexts(watched, [cards[0] ?? '', cards[2] ?? '']);
    expect(watched.dropped).toEqual(['half 1']);
  });

  test('that is not there yet is waited for', async () => {
    const pty = await plugIn();
    await pty.unplug();
    const watched = watch(pty.path);
    await expectStatus(watched, 'lost: not-found');
    await pty.replug();
    await expectStatus(watched, 'ready');
  });

  test('whose path becomes another device’s without any event is missed all the same', async () => {
    const pty = await plugIn();
    const watched = await watchReady(pty.path);
    const other = await plugIn();
    // What udev does when the link is given to another device while the old one hangs on.
    pty.relink(other.path);
    await expect.poll(() => watched.statuses, POLL).toContain('lost: unplugged');
    await expectStatus(watched, 'ready');
    await other.write(utf8('from the other\r'));
    await expectTexts(watched, ['from the other']);
  });

  test('is nobody else’s while it is read, and free when its reader has closed', async () => {
    const pty = await plugIn();
    const first = await watchReady(pty.path);
    const second = watch(pty.path);
    await expectStatus(second, 'lost: in-use');
    await first.reader.close();
    await expectStatus(second, 'ready');
  });
});

describe('scanners that are found by what they are', () => {
  const device = (path: string, serialNumber: string): UsbPort => ({
    path,
    vendorId: '1eab',
    productId: '1d06',
    serialNumber,
    location: null,
  });

  /** Readers on `auto` of a PC whose list of ports is `ports` as it is then. */
  function readersOf(ports: UsbPort[], count: number): Watched[] {
    const memory = { recall: () => null, remember: () => {} };
    const finder = createPortFinder({ memory, list: () => Promise.resolve([...ports]) });
    return Array.from({ length: count }, (_each, index) =>
      watch('', finder.seek(`${index}`, { path: null, device: null })),
    );
  }

  test('are read again, each on its own lane, when they come back with their numbers swapped', async () => {
    const [one, other] = await Promise.all([plugIn(), plugIn()]);
    const ports = [device(one.path, 'A'), device(other.path, 'B')];
    const watched = readersOf(ports, 2);
    for (const each of watched) await expectStatus(each, 'ready');
    await Promise.all([one.unplug(), other.unplug()]);
    for (const each of watched) await expectStatus(each, 'lost: unplugged');
    ports.splice(0, 2, device(one.path, 'B'), device(other.path, 'A'));
    await Promise.all([one.replug(), other.replug()]);
    for (const each of watched) await expectStatus(each, 'ready');
    await one.write(utf8('from B\r'));
    await other.write(utf8('from A\r'));
    for (const [index, text] of ['from A', 'from B'].entries()) {
      await expectTexts(watched[index] ?? { frames: [] }, [text]);
    }
  });

  test('are picked up when they are plugged in for the first time, by one reader each', async () => {
    const ports: UsbPort[] = [];
    const watched = readersOf(ports, 2);
    for (const each of watched) await expectStatus(each, 'lost: not-found');
    const pty = await plugIn();
    ports.push(device(pty.path, 'A'));
    await expect.poll(() => watched.map(({ statuses }) => statuses.at(-1)), POLL).toContain('ready');
    await pty.write(utf8('hello\r'));
    await expect.poll(() => watched.flatMap(({ frames }) => frames.map(({ text }) => text)), POLL).toEqual(['hello']);
    expect(watched.map(({ statuses }) => statuses.at(-1)).sort()).toEqual(['lost: not-found', 'ready']);
  });
});

test('a reader on auto leaves its port to one that asks for it by hand, and says why', async () => {
  const pty = await plugIn();
  const device = { vendorId: '1eab', productId: '1d06', serialNumber: 'A' };
  const memory = { recall: () => null, remember: () => {} };
  const finder = createPortFinder({
    memory,
    list: () => Promise.resolve([{ path: pty.path, ...device, location: null }]),
  });
  const auto = watch('', finder.seek('auto', { path: null, device: null }));
  await expectStatus(auto, 'ready');
  const byHand = watch('', finder.seek('by-hand', { path: pty.path, device }));
  await expectStatus(byHand, 'ready');
  await pty.write(utf8('by hand\r'));
  await expectTexts(byHand, ['by hand']);
  expect(auto.statuses.slice(0, 3)).toEqual(['starting', 'ready', 'lost: taken']);
  expect(auto.frames).toEqual([]);
});

describe('two scanners on one PC', () => {
  test('are independent: one babbles at full speed, of the other every code arrives', async () => {
    const [babbling, sane] = await Promise.all([plugIn(), plugIn()]);
    const babbler = await watchReady(babbling.path);
    const watched = await watchReady(sane.path);
    const garbage = fc.sample(fc.uint8Array({ minLength: 20_000, maxLength: 20_000 }), { seed: 1, numRuns: 1 })[0];
    const stop = new AbortController();
    const babble = (async () => {
      while (!stop.signal.aborted) await babbling.write(garbage ?? new Uint8Array());
      // Ends by the pulled plug below: what it fails with is of no interest.
    })().catch(() => undefined);
    await expect.poll(() => babbler.frames.length, POLL).toBeGreaterThan(100);
    for (const card of cards) await sane.write(utf8(`${card}\r`));
    await expectTexts(watched, cards);
    stop.abort();
    // The babbler is held back, so its cable is full: only pulling the plug ends a writing that is under way.
    await babbling.unplug();
    await babble;
  });

  test('are independent: one is pulled out, the other is read on', async () => {
    const [pulled, staying] = await Promise.all([plugIn(), plugIn()]);
    const lost = await watchReady(pulled.path);
    const watched = await watchReady(staying.path);
    await pulled.unplug();
    await expectStatus(lost, 'lost: unplugged');
    await staying.write(utf8('still here\r'));
    await expectTexts(watched, ['still here']);
    expect(watched.statuses).toEqual(['starting', 'ready']);
  });
});

describe('closing a reader', () => {
  test('is safe at any moment of opening, and leaves the port free', async () => {
    const pty = await plugIn();
    for (let turns = 0; turns < 12; turns += 1) {
      const { reader, statuses } = watch(pty.path);
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const heard = statuses.length;
      await reader.close();
      await reader.close();
      expect(statuses.length).toBe(heard);
      expect(statuses).not.toContain('lost: in-use');
    }
    const { statuses } = await watchReady(pty.path);
    expect(statuses).toEqual(['starting', 'ready']);
  });

  test('drops a code that had not ended', async () => {
    const pty = await plugIn();
    const { reader, frames } = await watchReady(pty.path);
    await pty.write(utf8('whole\rhalf'));
    await expect.poll(() => frames.length, POLL).toBe(1);
    await reader.close();
    await delay(SILENCE_MS * 2);
    expect(frames.map(({ text }) => text)).toEqual(['whole']);
  });

  test('ends all that it started, whether it was reading or waiting for a port', async () => {
    const pty = await plugIn();
    for (const [path, state] of [
      [pty.path, 'ready'],
      [`${pty.path}-gone`, 'lost'],
    ] as const) {
      const { stdout } = await runNode('-e', OPEN_AND_CLOSE, path, state);
      expect(stdout).toBe('nothing left');
    }
  });
});

const runNode = (...args: readonly string[]) => promisify(execFile)(process.execPath, ['--input-type=module', ...args]);

/** In a process of its own, where no other timer runs. Ends by itself only when nothing is left. */
const OPEN_AND_CLOSE = `
  import { openSerialReader } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/devices/serial-reader.ts'))};
  import { fixedPort } from ${JSON.stringify(join(import.meta.dirname, '../../../src-main/devices/port-finder.ts'))};
  const [path, until] = process.argv.slice(1);
  const reader = openSerialReader({
    settings: { seeker: fixedPort(path), baudRate: 9600 },
    onFrame: () => {},
    onDropped: () => {},
    onStatus: ({ state }) => state === until && setImmediate(async () => {
      await reader.close();
      const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout');
      process.stdout.write(timers.join() || 'nothing left');
    }),
  });
`;
