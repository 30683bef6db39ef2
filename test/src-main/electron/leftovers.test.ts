/** Does what an earlier start left behind keep no gate shut? */

import { existsSync, lstatSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startWithTheMachine } from '../../../src-main/electron/autostart.ts';
import { avoidCard, isCardAvoided } from '../../../src-main/electron/graphics.ts';
import { dropLeftoverLock } from '../../../src-main/electron/leftover-lock.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

describe('Chromium’s lock of the shell’s folder', () => {
  const hasLock = (dir: string): boolean =>
    lstatSync(join(dir, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;

  test('in another machine’s name is taken away: the disk was cloned, or the machine has a new name', () => {
    const dir = temporaryDir();
    symlinkSync('old-name-4711', join(dir, 'SingletonLock'));
    dropLeftoverLock(dir, 'gate-3');
    expect(hasLock(dir)).toBe(false);
  });

  test.each(['gate-3-4711', 'gate-3-1'])('%s, in this one’s, is Chromium’s to judge', (holder) => {
    const dir = temporaryDir();
    symlinkSync(holder, join(dir, 'SingletonLock'));
    dropLeftoverLock(dir, 'gate-3');
    expect(hasLock(dir)).toBe(true);
  });

  test('that is none keeps nobody waiting', () => {
    expect(() => dropLeftoverLock(temporaryDir())).not.toThrow();
  });
});

describe('a graphics card that kept failing', () => {
  test('is marked as far as the disk takes it: on a full one the shell begins anew all the same', () => {
    expect(() => avoidCard(join(temporaryDir(), 'not-there'))).not.toThrow();
  });

  test('is left alone from the next start on, for a day', () => {
    const dir = temporaryDir();
    const nowUtcMs = Date.now();
    expect(isCardAvoided(dir, nowUtcMs)).toBe(false);
    avoidCard(dir);
    expect(isCardAvoided(dir, nowUtcMs)).toBe(true);
    expect(isCardAvoided(dir, nowUtcMs + 25 * 3_600_000)).toBe(false);
    expect(existsSync(join(dir, 'without-graphics-card'))).toBe(false);
  });

  test('is not left alone for years by a clock that was wrong', () => {
    const dir = temporaryDir();
    avoidCard(dir);
    const future = new Date('2099-01-01');
    utimesSync(join(dir, 'without-graphics-card'), future, future);
    expect(isCardAvoided(dir, Date.now())).toBe(false);
  });
});

describe('the start with the machine', () => {
  const INSTALLED = 'C:\\Program Files\\Gac Cong\\Gac Cong.exe';
  const settingsOn = (platform: NodeJS.Platform, isPackaged: boolean, env: Record<string, string> = {}) => {
    const set: unknown[] = [];
    startWithTheMachine(
      { isPackaged, setLoginItemSettings: (settings) => set.push(settings) },
      env,
      INSTALLED,
      platform,
    );
    return set;
  };

  test('is the installed app’s on Windows, unless something else starts it there', () => {
    expect(settingsOn('win32', true)).toEqual([{ openAtLogin: true, path: INSTALLED }]);
    expect(settingsOn('win32', true, { GATE_AUTOSTART: '0' })).toEqual([{ openAtLogin: false, path: INSTALLED }]);
  });

  test('is nobody’s who works on the sources, and on Linux the service’s', () => {
    expect([...settingsOn('win32', false), ...settingsOn('linux', true)]).toEqual([]);
  });
});
