/** How does a camera reader live through a refusal, a pulled plug, a dark or frozen picture and a broken decoder? */

import type { ReaderTrouble } from '../../src-main/contract/gate-api.ts';

/** How often the reader looks whether pictures still come. */
export const LOOK_EVERY_MS = 500;
/** So many looks in a row without a picture, or with black ones only, and the camera is opened anew: three seconds. */
export const LOOKS_UNTIL_LOST = 6;
/** The first look after a loss; a camera that is plugged in again needs about as long. */
export const FIRST_REOPEN_DELAY_MS = 500;
export const LONGEST_REOPEN_DELAY_MS = 2_000;
export const REOPEN_DELAY_GROWTH = 1.5;

export type CameraState = 'starting' | 'ready' | 'lost';

export type CameraLife = {
  /** What the guard is told. */
  readonly state: CameraState;
  readonly trouble: ReaderTrouble | null;
  readonly camera: 'closed' | 'opening' | 'open';
  /** Which opening this is; what an older one still answers is void. */
  readonly attempt: number;
  /** Openings that failed in a row. */
  readonly failures: number;
  readonly looksWithoutPicture: number;
  readonly looksInTheDark: number;
  readonly isStopped: boolean;
};

export type CameraEvent =
  | { readonly type: 'started' }
  | { readonly type: 'opened'; readonly attempt: number }
  | { readonly type: 'open-failed'; readonly attempt: number; readonly trouble: ReaderTrouble }
  /** A picture came through the decoder. */
  | { readonly type: 'picture'; readonly isDark: boolean }
  /** `LOOK_EVERY_MS` passed while the camera was open and visible. */
  | { readonly type: 'looked' }
  | { readonly type: 'lost'; readonly trouble: ReaderTrouble }
  | { readonly type: 'retry-due'; readonly attempt: number }
  /** A device came or went, the machine woke, the page is seen again: worth an attempt now. */
  | { readonly type: 'world-changed' }
  | { readonly type: 'stopped' };

/** Carried out in order. Each `open` is answered by `opened` or `open-failed` with its attempt; `close` is at once. */
export type CameraEffect =
  | { readonly type: 'open'; readonly attempt: number }
  | { readonly type: 'close' }
  | { readonly type: 'schedule'; readonly delayMs: number; readonly attempt: number }
  | { readonly type: 'report'; readonly state: CameraState; readonly trouble: ReaderTrouble | null };

export type CameraStep = { readonly life: CameraLife; readonly effects: readonly CameraEffect[] };

export function newCameraLife(): CameraLife {
  return {
    state: 'starting',
    trouble: null,
    camera: 'closed',
    attempt: 0,
    failures: 0,
    looksWithoutPicture: 0,
    looksInTheDark: 0,
    isStopped: false,
  };
}

/**
 * The next step of a camera's life. It never gives up: a camera that is not open is being opened, or will be within
 * `LONGEST_REOPEN_DELAY_MS`. Events that cannot be true any more change nothing.
 */
export function nextCameraStep(life: CameraLife, event: CameraEvent): CameraStep {
  if (life.isStopped) return nothing(life);
  switch (event.type) {
    case 'started':
      return life.attempt === 0 ? started(life) : nothing(life);
    case 'opened':
      return isCurrent(life, event) ? opened(life) : nothing(life);
    case 'open-failed':
      return isCurrent(life, event) ? lose(life, event.trouble) : nothing(life);
    case 'picture':
      return life.camera === 'open' ? sawPicture(life, event.isDark) : nothing(life);
    case 'looked':
      return life.camera === 'open' ? looked(life) : nothing(life);
    case 'lost':
      return life.camera === 'closed' ? nothing(life) : lose(life, event.trouble);
    case 'retry-due':
      return life.camera === 'closed' && event.attempt === life.attempt ? open(life) : nothing(life);
    case 'world-changed':
      return life.camera === 'closed' && life.attempt > 0 ? open(life) : nothing(life);
    case 'stopped':
      return stopped(life);
  }
}

function started(life: CameraLife): CameraStep {
  const { life: opening, effects } = open(life);
  return { life: opening, effects: [{ type: 'report', state: 'starting', trouble: null }, ...effects] };
}

function open(life: CameraLife): CameraStep {
  const attempt = life.attempt + 1;
  return { life: { ...life, camera: 'opening', attempt }, effects: [{ type: 'open', attempt }] };
}

/** Open is not ready: some drivers open and then never send a picture. */
function opened(life: CameraLife): CameraStep {
  return { life: { ...life, camera: 'open', looksWithoutPicture: 0 }, effects: [] };
}

function sawPicture(life: CameraLife, isDark: boolean): CameraStep {
  const seen = { ...life, looksWithoutPicture: 0, looksInTheDark: isDark ? life.looksInTheDark : 0 };
  // Opened anew and still black: the lens is covered or the night is dark. The guard is told until there is light.
  if (isDark && life.trouble === 'camera-dark') return { life: seen, effects: [] };
  const ready: CameraLife = { ...seen, failures: 0, state: 'ready', trouble: null };
  const isNews = life.state !== 'ready';
  return { life: ready, effects: isNews ? [{ type: 'report', state: 'ready', trouble: null }] : [] };
}

function looked(life: CameraLife): CameraStep {
  const looksWithoutPicture = life.looksWithoutPicture + 1;
  const looksInTheDark = life.looksInTheDark + 1;
  if (looksWithoutPicture >= LOOKS_UNTIL_LOST) return lose(life, 'camera-dark');
  // Only once: opening it again and again would not bring light.
  if (looksInTheDark >= LOOKS_UNTIL_LOST && life.trouble !== 'camera-dark') return lose(life, 'camera-dark');
  return { life: { ...life, looksWithoutPicture, looksInTheDark }, effects: [] };
}

function lose(life: CameraLife, trouble: ReaderTrouble): CameraStep {
  // A camera that was there and was pulled out stays *unplugged* for the guard, though the next look finds none.
  const told = life.trouble === 'unplugged' && trouble === 'not-found' ? 'unplugged' : trouble;
  const lost: CameraLife = {
    ...life,
    state: 'lost',
    trouble: told,
    camera: 'closed',
    failures: life.failures + 1,
    looksWithoutPicture: 0,
    looksInTheDark: 0,
  };
  const isNews = life.state !== 'lost' || life.trouble !== told;
  const report: readonly CameraEffect[] = isNews ? [{ type: 'report', state: 'lost', trouble: told }] : [];
  const delayMs = Math.min(FIRST_REOPEN_DELAY_MS * REOPEN_DELAY_GROWTH ** life.failures, LONGEST_REOPEN_DELAY_MS);
  return {
    life: lost,
    effects: [...report, { type: 'close' }, { type: 'schedule', delayMs, attempt: life.attempt }],
  };
}

function stopped(life: CameraLife): CameraStep {
  return { life: { ...life, camera: 'closed', isStopped: true }, effects: [{ type: 'close' }] };
}

function isCurrent(life: CameraLife, event: { readonly attempt: number }): boolean {
  return life.camera === 'opening' && event.attempt === life.attempt;
}

function nothing(life: CameraLife): CameraStep {
  return { life, effects: [] };
}
