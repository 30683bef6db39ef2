/** Is a screen known to show the gate, and is somebody known to use it? */

import { expect, test } from 'vitest';
import type { Caller } from '../../../src-main/contract/caller.ts';
import { watchScreens } from '../../../src-main/gate/screen-watch.ts';

function watched(admits: Caller['admits'] = () => true) {
  let nowUtcMs = 1_000;
  const closed: string[] = [];
  const caller = { admits, close: () => closed.push('closed') } as unknown as Caller;
  const screens = watchScreens(
    () => caller,
    () => nowUtcMs,
  );
  return { screens, closed, at: (utcMs: number) => (nowUtcMs = utcMs) };
}

test('a connection that hears nothing yet is no screen; one that is closed is none any more', () => {
  const { screens, closed } = watched();
  const caller = screens.openCaller();
  expect(screens.screens()).toBe(0);
  caller.admits('watch');
  caller.admits('watch');
  expect(screens.screens()).toBe(1);
  caller.close();
  expect(screens.screens()).toBe(0);
  expect(closed).toEqual(['closed']);
});

test('a page that asks by itself is nobody at the screen; hands are, and whatever takes more than a guard', () => {
  const { screens, at } = watched();
  const caller = screens.openCaller();
  for (const call of ['watch', 'reportReader', 'submitReading', 'viewShift', 'accessState'] as const)
    caller.admits(call);
  expect(screens.lastUsedAtUtcMs()).toBeNull();
  caller.admits('submitManualEntry');
  expect(screens.lastUsedAtUtcMs()).toBe(1_000);
  at(2_000);
  caller.admits('saveSettings');
  expect(screens.lastUsedAtUtcMs()).toBe(2_000);
});

test('what is not admitted changes nothing', () => {
  const { screens } = watched(() => false);
  const caller = screens.openCaller();
  expect(caller.admits('watch')).toBe(false);
  expect(caller.admits('saveSettings')).toBe(false);
  expect(screens.screens()).toBe(0);
  expect(screens.lastUsedAtUtcMs()).toBeNull();
});
