import { describe, expect, test } from 'vitest';
import type { PortMemory, PortSeeker } from '../../../src-main/devices/port-finder.ts';
import { createPortFinder, REPLACEMENT_AFTER_MS } from '../../../src-main/devices/port-finder.ts';
import type { UsbIdentity, UsbPort } from '../../../src-main/devices/usb-ports.ts';

const AUTO = { path: null, device: null };

const scanner = (path: string, serialNumber: string | null, location = path): UsbPort => ({
  path,
  vendorId: '1eab',
  productId: '1d06',
  serialNumber,
  location,
});

/** A PC with scanners that come and go, and a clock that only a test moves. */
function standUp(...ports: UsbPort[]) {
  const plugged = [...ports];
  const remembered = new Map<string, UsbIdentity>();
  let nowMs = 0;
  let looks = 0;
  const memory: PortMemory = {
    recall: (readerId, path) => remembered.get(`${readerId} ${path}`) ?? null,
    remember: (readerId, path, device) => void remembered.set(`${readerId} ${path}`, device),
  };
  const newFinder = () =>
    createPortFinder({
      memory,
      nowMs: () => nowMs,
      list: () => {
        looks += 1;
        return Promise.resolve([...plugged]);
      },
    });
  return {
    finder: newFinder(),
    restart: newFinder,
    plug: (...now: UsbPort[]) => {
      plugged.splice(0, plugged.length, ...now);
      nowMs += 1_000;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    looks: () => looks,
  };
}

/** Looks once, and opens what is found. */
async function open(seeker: PortSeeker): Promise<string | null> {
  const found = await seeker.find();
  if (typeof found === 'string') return found === 'not-found' ? null : found;
  seeker.keep(found);
  return found.path;
}

describe('readers on auto', () => {
  test('never get one port for two, however they look', async () => {
    const { finder, looks } = standUp(scanner('/dev/a', 'A'), scanner('/dev/b', 'B'));
    const seekers = ['1', '2', '3'].map((id) => finder.seek(id, AUTO));
    expect(await Promise.all(seekers.map(open))).toEqual(['/dev/a', '/dev/b', null]);
    expect(looks()).toBe(1);
  });

  test('leave alone what another reader asks for by its path or its device', async () => {
    const { finder } = standUp(scanner('/dev/a', 'A'), scanner('/dev/b', 'B'), scanner('/dev/c', 'C'));
    finder.seek('by-path', { path: '/dev/a', device: null });
    finder.seek('by-device', {
      path: '/dev/elsewhere',
      device: { vendorId: '1eab', productId: '1d06', serialNumber: 'B' },
    });
    expect(await open(finder.seek('auto', AUTO))).toBe('/dev/c');
  });

  test('get their own back after a restart, though the system numbers them the other way round', async () => {
    const { finder, plug, restart } = standUp(scanner('/dev/0', 'A'), scanner('/dev/1', 'B'));
    expect(await open(finder.seek('1', AUTO))).toBe('/dev/0');
    expect(await open(finder.seek('2', AUTO))).toBe('/dev/1');
    plug(scanner('/dev/0', 'B'), scanner('/dev/1', 'A'));
    const after = restart();
    const [first, second] = ['1', '2'].map((id) => after.seek(id, AUTO));
    expect([first && (await open(first)), second && (await open(second))]).toEqual(['/dev/1', '/dev/0']);
  });

  test('find a scanner that came back under another number at once', async () => {
    const { finder, plug } = standUp(scanner('/dev/0', 'A', '1-1'));
    const seeker = finder.seek('1', AUTO);
    await open(seeker);
    seeker.release();
    plug();
    expect(await open(seeker)).toBeNull();
    plug(scanner('/dev/1', 'A', '1-4'));
    expect(await open(seeker)).toBe('/dev/1');
  });

  test('take a spare one only when theirs has been away for a while', async () => {
    const { finder, plug, pass } = standUp(scanner('/dev/0', 'A'));
    const seeker = finder.seek('1', AUTO);
    await open(seeker);
    seeker.release();
    plug(scanner('/dev/9', 'spare'));
    expect(await open(seeker)).toBeNull();
    pass(REPLACEMENT_AFTER_MS);
    expect(await open(seeker)).toBe('/dev/9');
  });

  test('tell scanners without serial numbers by their sockets, and wait for their own', async () => {
    const { finder, plug } = standUp(scanner('/dev/0', null, '1-1'), scanner('/dev/1', null, '1-2'));
    const [first, second] = ['1', '2'].map((id) => finder.seek(id, AUTO));
    if (first === undefined || second === undefined) throw new Error('two seekers were asked for');
    expect([await open(first), await open(second)]).toEqual(['/dev/0', '/dev/1']);
    first.release();
    second.release();
    plug(scanner('/dev/0', null, '1-2'));
    expect(await open(first)).toBeNull();
    expect(await open(second)).toBe('/dev/0');
  });

  test('give their port up when they end', async () => {
    const { finder } = standUp(scanner('/dev/a', 'A'));
    const first = finder.seek('1', AUTO);
    expect(await open(first)).toBe('/dev/a');
    const second = finder.seek('2', AUTO);
    expect(await open(second)).toBeNull();
    first.end();
    expect(await open(second)).toBe('/dev/a');
  });
});

test('of two twins without serial numbers, a reader takes the one that was chosen last', async () => {
  const { finder, restart } = standUp(scanner('/dev/0', null, '1-1'), scanner('/dev/1', null, '1-2'));
  const device = { vendorId: '1eab', productId: '1d06', serialNumber: null };
  expect(await open(finder.seek('1', { path: '/dev/0', device }))).toBe('/dev/0');
  expect(await open(restart().seek('1', { path: '/dev/1', device }))).toBe('/dev/1');
});

describe('a reader that asks for a port by hand', () => {
  test('gets it from one that had found it by itself, which then looks for another', async () => {
    const { finder, pass } = standUp(scanner('/dev/a', 'A'), scanner('/dev/b', 'B'));
    const auto = finder.seek('auto', AUTO);
    expect(await open(auto)).toBe('/dev/a');
    auto.onWanted(() => auto.release());
    const byHand = finder.seek('by-hand', { path: '/dev/a', device: null });
    expect(await open(byHand)).toBe('taken');
    expect(await open(byHand)).toBe('/dev/a');
    expect(await open(auto)).toBeNull();
    pass(REPLACEMENT_AFTER_MS);
    expect(await open(auto)).toBe('/dev/b');
  });

  test('does not get it from another that asks for it by hand', async () => {
    const { finder } = standUp(scanner('/dev/a', 'A'));
    const first = finder.seek('1', { path: '/dev/a', device: null });
    expect(await open(first)).toBe('/dev/a');
    first.onWanted(() => first.release());
    const device = { vendorId: '1eab', productId: '1d06', serialNumber: 'A' };
    for (const wish of [
      { path: '/dev/a', device: null },
      { path: '/dev/elsewhere', device },
    ]) {
      const second = finder.seek('2', wish);
      expect(await open(second)).toBe('taken');
      expect(await open(second)).toBe('taken');
    }
  });
});
