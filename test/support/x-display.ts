/** How does a test press real keys, through an X server of its own, as a scanner and an input method do? */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { startDisplay } from './electron-runtime.ts';

const TOOLS = { Xvfb: 'xvfb', xdotool: 'xdotool', setxkbmap: 'x11-xkb-utils' } as const;

/** Why there can be no display here, or null. */
export function missingDisplayTools(): string | null {
  const missing = Object.entries(TOOLS).filter(([program]) => !existsSync(`/usr/bin/${program}`));
  return missing.length === 0
    ? null
    : `no ${missing.map(([program]) => program).join(', ')} here: apt-get install ${missing.map(([, name]) => name).join(' ')}`;
}

export type Display = {
  /** Such as `:99`. */
  readonly name: string;
  /** One call of xdotool, with all its arguments; done when the X server has all keys. */
  readonly xdotool: (...args: readonly string[]) => void;
  /** The ids of those that somebody before it sees. Throws where there is none. */
  readonly windows: () => readonly string[];
  /** Of the keyboard, such as `fr`. */
  readonly setLayout: (layout: string) => void;
  readonly close: () => Promise<void>;
};

export async function openDisplay(): Promise<Display> {
  const { name, stop } = await startDisplay('1024x768');
  const run = (program: string, args: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      env: { ...process.env, DISPLAY: name },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`${program} fails: ${stderr}`);
    return stdout;
  };
  return {
    name,
    xdotool: (...args) => void run('xdotool', args),
    windows: () => run('xdotool', ['search', '--onlyvisible', '--name', '']).split('\n').filter(Boolean).sort(),
    setLayout: (layout) => void run('setxkbmap', [layout]),
    close: stop,
  };
}

/** Where the keys of a US keyboard lie, row by row, from these key codes on. */
const ROWS: readonly (readonly [number, string, string])[] = [
  [49, '`', '~'],
  [10, '1234567890-=', '!@#$%^&*()_+'],
  [24, 'qwertyuiop[]', 'QWERTYUIOP{}'],
  [38, "asdfghjkl;'", 'ASDFGHJKL:"'],
  [51, '\\', '|'],
  [52, 'zxcvbnm,./', 'ZXCVBNM<>?'],
  [65, ' ', ' '],
];

/** The keys that a scanner presses for ASCII text, as xdotool's `key` takes them: places, whatever layout is set. */
export function scannerStrokes(text: string): string[] {
  return [...text].map((letter) => {
    for (const [first, alone, shifted] of ROWS) {
      const at = alone.indexOf(letter);
      if (at >= 0) return String(first + at);
      const above = shifted.indexOf(letter);
      if (above >= 0) return `shift+${first + above}`;
    }
    throw new Error('no key for this letter');
  });
}
