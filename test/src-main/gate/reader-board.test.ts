import { describe, expect, test } from 'vitest';
import type { ReaderSettings } from '../../../src-main/contract/settings.ts';
import type { ReaderEvents } from '../../../src-main/gate/reader-board.ts';
import { createReaderBoard } from '../../../src-main/gate/reader-board.ts';

const SCANNER: ReaderSettings = { kind: 'serial', id: 'serial-1', laneId: 'lane-1', path: '/dev/one', baudRate: 9600 };
const WEDGE: ReaderSettings = { kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' };

function boardWithFakes() {
  const opened: { settings: ReaderSettings; events: ReaderEvents; isClosed: boolean }[] = [];
  let changes = 0;
  const board = createReaderBoard(
    (settings, events) => {
      if (settings.kind !== 'serial') return null;
      const reader = { settings, events, isClosed: false };
      opened.push(reader);
      return {
        close: () => {
          reader.isClosed = true;
        },
      };
    },
    () => {
      changes += 1;
    },
    () => 1_000 + changes,
  );
  return { board, opened, changes: () => changes };
}

describe('the board of readers', () => {
  test('opens what this process owns and waits for the screen to report the rest', () => {
    const { board, opened } = boardWithFakes();
    board.apply([SCANNER, WEDGE]);
    expect(opened).toHaveLength(1);
    expect(board.statuses().map(({ id, state }) => [id, state])).toEqual([
      ['serial-1', 'starting'],
      ['wedge-1', 'starting'],
    ]);
    board.report({ readerId: 'wedge-1', state: 'ready', trouble: null });
    expect(board.statuses()[1]?.state).toBe('ready');
  });

  test('does not let the screen speak for a serial reader', () => {
    const { board } = boardWithFakes();
    board.apply([SCANNER]);
    board.report({ readerId: 'serial-1', state: 'ready', trouble: null });
    expect(board.statuses()[0]?.state).toBe('starting');
  });

  test('leaves an unchanged reader alone, and replaces a changed one', () => {
    const { board, opened } = boardWithFakes();
    board.apply([SCANNER]);
    board.apply([SCANNER, WEDGE]);
    expect(opened).toHaveLength(1);
    board.apply([{ ...SCANNER, path: '/dev/two' }]);
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  test('after a sleep closes each reader of this PC and opens it again, but none that was taken away meanwhile', async () => {
    const { board, opened } = boardWithFakes();
    board.apply([SCANNER, WEDGE]);
    board.reopen();
    await Promise.resolve();
    await Promise.resolve();
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
    opened[1]?.events.onStatus({ state: 'ready', trouble: null, port: '/dev/one' });
    expect(board.statuses()[0]?.state).toBe('ready');
    board.reopen();
    board.apply([WEDGE]);
    await Promise.resolve();
    await Promise.resolve();
    expect(opened).toHaveLength(2);
  });

  test('ignores a replaced reader that still talks', () => {
    const { board, opened } = boardWithFakes();
    board.apply([SCANNER]);
    board.apply([{ ...SCANNER, path: '/dev/two' }]);
    opened[0]?.events.onStatus({ state: 'lost', trouble: 'unplugged', port: null });
    expect(board.statuses()[0]?.state).toBe('starting');
    opened[1]?.events.onStatus({ state: 'ready', trouble: null, port: '/dev/two' });
    expect(board.statuses()[0]?.state).toBe('ready');
  });

  test('counts what was read and what was lost, and says since when a reader is as it is', () => {
    const { board, opened, changes } = boardWithFakes();
    board.apply([SCANNER]);
    const events = opened[0]?.events;
    board.noteReading('serial-1', 'utf-8');
    board.noteReading('serial-1', 'windows-1252');
    events?.onDropped('half', 1);
    events?.onDropped('babbled', 7);
    expect(board.statuses()[0]?.health).toEqual({
      sinceUtcMs: 1_000,
      codes: 2,
      halfCodes: 1,
      babbledCodes: 7,
      decodeWarnings: 1,
    });
    const readyAtUtcMs = 1_000 + changes();
    events?.onStatus({ state: 'ready', trouble: null, port: '/dev/one' });
    events?.onStatus({ state: 'ready', trouble: null, port: '/dev/one' });
    expect(board.statuses()[0]).toMatchObject({ port: '/dev/one', health: { sinceUtcMs: readyAtUtcMs, codes: 2 } });
    board.noteReading('gone', 'utf-8');
    expect(board.statuses()).toHaveLength(1);
  });

  test('says nothing more after it was closed', async () => {
    const { board, opened, changes } = boardWithFakes();
    board.apply([SCANNER]);
    await board.close();
    const before = changes();
    opened[0]?.events.onStatus({ state: 'lost', trouble: 'unplugged', port: null });
    expect(opened[0]?.isClosed).toBe(true);
    expect(changes()).toBe(before);
  });
});
