import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { keepPage } from '../../../src-main/electron/page-life.ts';

vi.mock('electron', () => ({}));
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const OWN_FRAME = { senderFrame: { parent: null, url: 'app://gate/' } };

/** A window whose page lives or hangs as the test says; killing its process is heard of as Electron says it. */
function fakeWindow() {
  const loaded: string[] = [];
  const killed: number[] = [];
  const contents = Object.assign(new EventEmitter(), {
    ipc: new EventEmitter(),
    loadURL: (url: string) => Promise.resolve(void loaded.push(url)),
    getOSProcessId: () => 4_194_000,
    isDevToolsOpened: () => false,
  });
  const window = Object.assign(new EventEmitter(), { webContents: contents, isDestroyed: () => false });
  vi.spyOn(process, 'kill').mockImplementation((pid) => {
    killed.push(pid);
    contents.emit('render-process-gone', {}, { reason: 'killed' });
    return true;
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const beatFor = (seconds: number, frame: object = OWN_FRAME): void => {
    for (let second = 0; second < seconds; second += 1) {
      contents.ipc.emit('gate:beat', frame);
      vi.advanceTimersByTime(1_000);
    }
  };
  return { window: window as unknown as BrowserWindow, contents, loaded, killed, beatFor };
}

test('a page that stops beating is killed within seconds, and loaded again', () => {
  const { window, loaded, killed, beatFor } = fakeWindow();
  const ended: string[] = [];
  keepPage(window, 'app://gate/', { onEnded: (reason, againInMs) => ended.push(`${reason} ${againInMs}`) });
  beatFor(60);
  expect([killed, loaded]).toEqual([[], ['app://gate/']]);
  vi.advanceTimersByTime(4_000);
  expect(killed).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(killed).toEqual([4_194_000]);
  expect(ended).toEqual(['hung 500']);
  vi.advanceTimersByTime(500);
  expect(loaded).toEqual(['app://gate/', 'app://gate/']);
});

test('a page of somebody else’s does not speak for ours', () => {
  const { window, killed, beatFor } = fakeWindow();
  keepPage(window, 'app://gate/', { onEnded: () => undefined });
  beatFor(20);
  beatFor(6, { senderFrame: { parent: null, url: 'https://example.com/' } });
  expect(killed).toHaveLength(1);
});

test('a page that is slow to come is given half a minute', () => {
  const { window, killed } = fakeWindow();
  keepPage(window, 'app://gate/', { onEnded: () => undefined });
  vi.advanceTimersByTime(29_000);
  expect(killed).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(killed).toHaveLength(1);
});

test('what is shown instead is loaded at once, also in the place of a page that is about to be loaded again', () => {
  const { window, contents, loaded, beatFor } = fakeWindow();
  const well: string[] = [];
  const page = keepPage(window, 'app://gate/', { onEnded: () => undefined, onWell: (url) => well.push(url) });
  contents.emit('render-process-gone', {}, { reason: 'crashed' });
  page.show('app://gate/out-of-order');
  beatFor(10, { senderFrame: { parent: null, url: 'app://gate/out-of-order' } });
  expect(loaded).toEqual(['app://gate/', 'app://gate/out-of-order']);
  expect(well).toEqual(['app://gate/out-of-order']);
});

test('a load that another one took the place of is no failure', () => {
  const { window, contents } = fakeWindow();
  const ended: string[] = [];
  keepPage(window, 'app://gate/', { onEnded: (reason) => ended.push(reason) });
  contents.emit('did-fail-load', {}, -3, '', '', true);
  expect(ended).toEqual([]);
  contents.emit('did-fail-load', {}, -6, '', '', true);
  expect(ended).toEqual(['load -6']);
});
