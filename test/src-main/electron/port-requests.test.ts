import type { IpcMainEvent } from 'electron';
import { expect, test, vi } from 'vitest';
import { mayHavePort, portGiver } from '../../../src-main/electron/port-requests.ts';

function asking(senderFrame: unknown): Pick<IpcMainEvent, 'senderFrame'> {
  return { senderFrame } as Pick<IpcMainEvent, 'senderFrame'>;
}

test('only the main frame of our own page may have a port', () => {
  expect(mayHavePort(asking({ parent: null, url: 'app://gate/' }))).toBe(true);
  expect(mayHavePort(asking({ parent: {}, url: 'app://gate/' }))).toBe(false);
  expect(mayHavePort(asking(null))).toBe(false);
});

test.each(['https://gate/', 'app://gate.example/', 'app://other/', 'file:///', 'about:blank', ''])(
  'a page at "%s" gets no port',
  (url) => {
    expect(mayHavePort(asking({ parent: null, url }))).toBe(false);
  },
);

test('the page gets one end of a channel and the caller the other; a page that is gone gets none', () => {
  const page = { isDestroyed: vi.fn(() => false), isCrashed: vi.fn(() => false), postMessage: vi.fn() };
  const channel = { port1: 'screen end', port2: 'core end' } as never;
  const givePort = portGiver(page, () => channel);
  expect(givePort()).toBe('core end');
  expect(page.postMessage).toHaveBeenCalledExactlyOnceWith('gate:port', null, ['screen end']);
  page.isCrashed.mockReturnValue(true);
  expect(givePort()).toBeNull();
  page.isDestroyed.mockReturnValue(true);
  expect(givePort()).toBeNull();
  expect(page.postMessage).toHaveBeenCalledOnce();
});
