import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { denyNavigation, denyOutsideRequests } from '../../../src-main/electron/navigation.ts';

test.each(['will-frame-navigate', 'will-redirect', 'will-attach-webview'])('%s is refused in every page', (name) => {
  const app = new EventEmitter();
  denyNavigation(app as unknown as App);
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn() });
  app.emit('web-contents-created', {}, contents);
  const event = { preventDefault: vi.fn() };
  contents.emit(name, event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  expect(contents.setWindowOpenHandler.mock.calls[0]?.[0]({ url: 'app://gate/' })).toEqual({ action: 'deny' });
});

test('requests leave neither for the network nor for the disk', () => {
  const onBeforeRequest = vi.fn();
  const session = Object.assign(new EventEmitter(), { webRequest: { onBeforeRequest } });
  denyOutsideRequests(session as unknown as Session);
  const isCancelled = (url: string): boolean => {
    const answer = vi.fn();
    onBeforeRequest.mock.calls[0]?.[0]({ url }, answer);
    return answer.mock.calls[0]?.[0].cancel;
  };
  const outside = ['http://127.0.0.1/', 'https://example.com/', 'ws://gate/', 'file:///etc/passwd', 'app://other/'];
  expect(outside.filter((url) => !isCancelled(url))).toEqual([]);
  const own = ['app://gate/', 'app://gate/assets/a.js', 'blob:app://gate/1', 'data:image/png;base64,'];
  expect(own.filter(isCancelled)).toEqual([]);
});
