import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { keepDownloads, refuseDownloads } from '../../../src-main/electron/downloads.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function offer(url: string, name: string, folder = temporaryDir()) {
  const session = new EventEmitter();
  const told: unknown[] = [];
  keepDownloads(
    session as unknown as Session,
    () => folder,
    (_page, note) => told.push(note),
  );
  const event = { preventDefault: vi.fn() };
  const item = Object.assign(new EventEmitter(), {
    getURL: () => url,
    getFilename: () => name,
    setSavePath: vi.fn(),
  });
  session.emit('will-download', event, item, {});
  return { folder, item, told, isRefused: event.preventDefault.mock.calls.length > 0 };
}

test('what our own page made is saved unasked, beside what is there, and the page is told where', () => {
  const folder = temporaryDir();
  writeFileSync(join(folder, 'staff.csv'), '');
  const { item, told, isRefused } = offer('blob:app://gate/1', 'staff.csv', folder);
  const path = join(folder, 'staff (2).csv');
  expect(isRefused).toBe(false);
  expect(item.setSavePath).toHaveBeenCalledExactlyOnceWith(path);
  item.emit('done', {}, 'completed');
  expect(told).toEqual([{ type: 'file-saved', path }]);
});

test('a file that could not be written is told as well', () => {
  const { item, told } = offer('blob:app://gate/1', 'gac-cong-setup.json');
  item.emit('done', {}, 'interrupted');
  expect(told).toEqual([{ type: 'file-not-saved' }]);
});

test.each([
  ['https://example.com/a.csv', 'a.csv'],
  ['app://gate/index.html', 'index.csv'],
  ['blob:app://other/1', 'a.csv'],
  ['blob:app://gate/1', 'a.exe'],
  ['blob:app://gate/1', 'a.desktop'],
  ['blob:app://gate/1', '../a.csv'],
  ['blob:app://gate/1', '.csv'],
])('%s as %s is refused', (url, name) => {
  const { isRefused, item } = offer(url, name);
  expect(isRefused).toBe(true);
  expect(item.setSavePath).not.toHaveBeenCalled();
});

test('the visitors’ side saves nothing', () => {
  const session = new EventEmitter();
  refuseDownloads(session as unknown as Session);
  const event = { preventDefault: vi.fn() };
  session.emit('will-download', event);
  expect(event.preventDefault).toHaveBeenCalledOnce();
});
