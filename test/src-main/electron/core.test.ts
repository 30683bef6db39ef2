import type { MessagePortMain } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CoreEvents } from '../../../src-main/electron/core.ts';
import { keepCore } from '../../../src-main/electron/core.ts';

type FakeCore = {
  readonly events: CoreEvents;
  readonly ports: string[];
  readonly askToClose: () => void;
  readonly tellResumed: () => void;
  readonly pid: () => number | null;
  readonly kill: () => void;
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function keepFakeCore() {
  const lives: FakeCore[] = [];
  const logged: string[] = [];
  const keeper = keepCore(
    (events) => {
      const life: FakeCore = {
        events,
        ports: [],
        askToClose: vi.fn(),
        tellResumed: vi.fn(),
        pid: () => null,
        kill: vi.fn(),
      };
      lives.push(life);
      return { ...life, connect: (port) => life.ports.push(port as unknown as string) };
    },
    (event, fields) => logged.push([event, ...Object.values(fields ?? {})].join(' ')),
  );
  return { keeper, lives, logged, life: (index: number) => lives[index] as FakeCore };
}

/** Ports by name, so that a test reads which of them the core was given. */
function screen() {
  let count = 0;
  return () => {
    count += 1;
    return `port ${count}` as unknown as MessagePortMain;
  };
}

test('a screen that asks before the core is ready gets its port once it is', () => {
  const { keeper, life } = keepFakeCore();
  keeper.connectScreen('guard', screen());
  expect(life(0).ports).toEqual([]);
  life(0).events.onMessage({ type: 'ready' });
  expect(life(0).ports).toEqual(['port 1']);
});

test('a screen that asks again, having been loaded again, gets another port', () => {
  const { keeper, life } = keepFakeCore();
  life(0).events.onMessage({ type: 'ready' });
  keeper.connectScreen('guard', screen());
  keeper.connectScreen('guard', screen());
  expect(life(0).ports).toEqual(['port 1', 'port 1']);
});

test('a core that dies is started again and the screen gets a new port without asking', () => {
  const { keeper, lives, life } = keepFakeCore();
  life(0).events.onMessage({ type: 'ready' });
  keeper.connectScreen('guard', screen());
  life(0).events.onEnd(1);
  vi.advanceTimersByTime(499);
  expect(lives).toHaveLength(1);
  vi.advanceTimersByTime(1);
  life(1).events.onMessage({ type: 'ready' });
  expect(life(1).ports).toEqual(['port 2']);
});

test('a core that was started again is given no port before it is ready, though the one before it was', () => {
  const { keeper, life } = keepFakeCore();
  life(0).events.onMessage({ type: 'ready' });
  life(0).events.onEnd(1);
  vi.advanceTimersByTime(500);
  keeper.connectScreen('guard', screen());
  expect(life(1).ports).toEqual([]);
});

test('a screen that is gone gets no port', () => {
  const { keeper, life } = keepFakeCore();
  keeper.connectScreen('guard', () => null);
  life(0).events.onMessage({ type: 'ready' });
  expect(life(0).ports).toEqual([]);
});

test('a refusal is logged by its reason, and messages that are not for the shell change nothing', () => {
  const { keeper, life, logged } = keepFakeCore();
  keeper.connectScreen('guard', screen());
  for (const message of [null, 'ready', 7, {}, { type: 'port-message', portId: 1, data: 'ready' }]) {
    life(0).events.onMessage(message);
  }
  life(0).events.onMessage({ type: 'refused', reason: 'newer-database' });
  expect(logged).toEqual(['core-refused newer-database']);
  expect(life(0).ports).toEqual([]);
});

test('a core that refuses is ended, and tried again like one that died', () => {
  const { lives, life } = keepFakeCore();
  life(0).events.onMessage({ type: 'refused', reason: 'unreadable-keys' });
  expect(life(0).kill).toHaveBeenCalledOnce();
  life(0).events.onEnd(1);
  vi.advanceTimersByTime(500);
  expect(lives).toHaveLength(2);
});

test('closing asks the core, waits until it is gone, and starts no other', async () => {
  const { keeper, lives, life } = keepFakeCore();
  const isClosed = vi.fn();
  const closed = keeper.close().then(isClosed);
  expect(life(0).askToClose).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isClosed).not.toHaveBeenCalled();
  life(0).events.onEnd(0);
  await closed;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lives).toHaveLength(1);
  expect(life(0).kill).not.toHaveBeenCalled();
});

test('a core that does not close within three seconds is killed', async () => {
  const { keeper, life, logged } = keepFakeCore();
  const closed = keeper.close();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(life(0).kill).toHaveBeenCalledOnce();
  life(0).events.onEnd(null);
  await closed;
  expect(logged).toEqual(['core-killed']);
});

test('closing while a restart is awaited is over at once and cancels it', async () => {
  const { keeper, lives, life } = keepFakeCore();
  life(0).events.onEnd(1);
  await keeper.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lives).toHaveLength(1);
});

test('a ready core that falls silent is killed within seconds, and its place is taken', () => {
  const { lives, logged, life } = keepFakeCore();
  life(0).events.onMessage({ type: 'ready' });
  for (let second = 0; second < 60; second += 1) {
    life(0).events.onMessage({ type: 'alive' });
    vi.advanceTimersByTime(1_000);
  }
  expect(life(0).kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(5_000);
  expect(life(0).kill).toHaveBeenCalledOnce();
  expect(logged).toContain('core-hung');
  life(0).events.onEnd(null);
  vi.advanceTimersByTime(500);
  expect(lives).toHaveLength(2);
});

test('a core that opens a long log says nothing for an hour and is left alone, for as long as its files change', () => {
  let files = 0;
  const life = { askToClose: vi.fn(), tellResumed: vi.fn(), pid: () => null, kill: vi.fn(), connect: vi.fn() };
  const seeLog = (): string => {
    files += 1;
    return `gate.sqlite-wal ${Math.floor(files / 400)}`;
  };
  keepCore(
    () => life,
    () => undefined,
    { seeLog },
  );
  vi.advanceTimersByTime(3_600_000);
  expect(life.kill).not.toHaveBeenCalled();
});

test('a core that neither opens nor writes is killed after ten minutes', () => {
  const { life } = keepFakeCore();
  vi.advanceTimersByTime(599_000);
  expect(life(0).kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(3_000);
  expect(life(0).kill).toHaveBeenCalledOnce();
});

test('the shell hears of each death with the reason that was given, and of a core that stayed', () => {
  const heard: string[] = [];
  let events: CoreEvents | undefined;
  keepCore(
    (given) => {
      events = given;
      return { askToClose: vi.fn(), tellResumed: vi.fn(), pid: () => null, kill: vi.fn(), connect: vi.fn() };
    },
    () => undefined,
    { onDied: (reason) => heard.push(`died ${reason}`), onWell: () => heard.push('well') },
  );
  events?.onMessage({ type: 'refused', reason: 'in-use' });
  events?.onEnd(1);
  vi.advanceTimersByTime(500);
  events?.onMessage({ type: 'ready' });
  vi.advanceTimersByTime(4_000);
  events?.onMessage({ type: 'alive' });
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(['died in-use', 'well']);
});
