/** How does a camera reader live through a refusal, a pulled plug, a dark or frozen picture and a broken decoder? */

import type { ReaderTrouble } from '../../src-main/contract/status-api.ts';

/** How often the reader looks whether pictures still come. */
export const LOOK_EVERY_MS = 500;
/** So many looks in a row without a picture, or with black ones only, and the camera is opened anew: three seconds. */
export const LOOKS_UNTIL_LOST = 6;
/** The same where the browser says that the camera is held back from the page: by another program, mostly. */
export const LOOKS_UNTIL_LOST_MUTED = 2;
/** An opening that is not answered for so long hangs in its driver: ten seconds. What it still answers is let go. */
export const LOOKS_UNTIL_OPENING_LOST = 20;
/** After the machine slept a camera gets so many looks to show that it is still there. */
export const LOOKS_AFTER_WAKING = 2;
/**
 * So many pictures in a row that differ from the one before, and the camera is known to have grain, as every sensor has. Only then
 * do pictures that are the same bit for bit mean that it froze: a film, or a drawn picture, may stand still.
 */
export const GRAINY_PICTURES = 30;
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
  /** Looks in a row in which no picture differed from the one before. */
  readonly looksAtTheSame: number;
  /** In a row; stays at `GRAINY_PICTURES` once it is there. */
  readonly grainyPictures: number;
  /** The browser holds pictures back, and says so. */
  readonly isMuted: boolean;
  readonly isStopped: boolean;
};

export type CameraEvent =
  | { readonly type: 'started' }
  | { readonly type: 'opened'; readonly attempt: number }
  | { readonly type: 'open-failed'; readonly attempt: number; readonly trouble: ReaderTrouble }
  /** A picture came through the decoder. `isSame`: bit for bit like the one before, also across an opening. */
  | { readonly type: 'picture'; readonly isDark: boolean; readonly isSame: boolean }
  /** `LOOK_EVERY_MS` passed while the page was seen. */
  | { readonly type: 'looked' }
  | { readonly type: 'muted' }
  | { readonly type: 'unmuted' }
  /** The machine slept. */
  | { readonly type: 'woke' }
  /** The camera that is meant is there again while another stands in for it, or another size of picture is asked for. */
  | { readonly type: 'reopen' }
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
    looksAtTheSame: 0,
    grainyPictures: 0,
    isMuted: false,
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
      return life.camera === 'open' ? sawPicture(life, event) : nothing(life);
    case 'looked':
      return life.camera === 'closed' ? nothing(life) : looked(life);
    case 'muted':
    case 'unmuted':
      return life.camera === 'open'
        ? { life: { ...life, isMuted: event.type === 'muted' }, effects: [] }
        : nothing(life);
    case 'woke':
      return life.camera === 'open' ? woke(life) : nothing(life);
    case 'reopen':
      return life.camera === 'open' ? reopen(life) : nothing(life);
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
  return {
    life: { ...life, camera: 'opening', attempt, looksWithoutPicture: 0 },
    effects: [{ type: 'open', attempt }],
  };
}

/** Open is not ready: some drivers open and then never send a picture. */
function opened(life: CameraLife): CameraStep {
  return { life: { ...life, camera: 'open', isMuted: false, looksWithoutPicture: 0, looksAtTheSame: 0 }, effects: [] };
}

/** Another camera has other grain, and so has another size: what was learned is forgotten. */
function reopen(life: CameraLife): CameraStep {
  const { life: opening, effects } = open({ ...life, state: 'starting', trouble: null, grainyPictures: 0 });
  const report: CameraEffect = { type: 'report', state: 'starting', trouble: null };
  return { life: opening, effects: [...(life.state === 'starting' ? [] : [report]), { type: 'close' }, ...effects] };
}

function sawPicture(life: CameraLife, { isDark, isSame }: Extract<CameraEvent, { type: 'picture' }>): CameraStep {
  const seen: CameraLife = {
    ...life,
    looksWithoutPicture: 0,
    looksInTheDark: isDark ? life.looksInTheDark : 0,
    looksAtTheSame: isSame ? life.looksAtTheSame : 0,
    grainyPictures: life.grainyPictures >= GRAINY_PICTURES ? GRAINY_PICTURES : isSame ? 0 : life.grainyPictures + 1,
  };
  // Opened anew and still black: the lens is covered or the night is dark. The guard is told until there is light.
  if (isDark && life.trouble === 'camera-dark') return { life: seen, effects: [] };
  // Opened anew, and the driver hands out the same old picture: still frozen.
  if (isSame && life.trouble === 'camera-frozen') return { life: seen, effects: [] };
  const ready: CameraLife = { ...seen, failures: 0, state: 'ready', trouble: null };
  const isNews = life.state !== 'ready';
  return { life: ready, effects: isNews ? [{ type: 'report', state: 'ready', trouble: null }] : [] };
}

function looked(life: CameraLife): CameraStep {
  const looksWithoutPicture = life.looksWithoutPicture + 1;
  if (life.camera === 'opening') {
    if (looksWithoutPicture >= LOOKS_UNTIL_OPENING_LOST) return lose(life, 'in-use');
    return { life: { ...life, looksWithoutPicture }, effects: [] };
  }
  const looksInTheDark = life.looksInTheDark + 1;
  const looksAtTheSame = life.looksAtTheSame + 1;
  if (life.isMuted && looksWithoutPicture >= LOOKS_UNTIL_LOST_MUTED) return lose(life, 'in-use');
  if (looksWithoutPicture >= LOOKS_UNTIL_LOST) return lose(life, 'camera-frozen');
  // Only once: opening it again and again would not bring light.
  if (looksInTheDark >= LOOKS_UNTIL_LOST && life.trouble !== 'camera-dark') return lose(life, 'camera-dark');
  const isFrozen = looksAtTheSame >= LOOKS_UNTIL_LOST && life.grainyPictures >= GRAINY_PICTURES;
  // Black pictures are alike, too, and have a word of their own.
  if (isFrozen && looksInTheDark < looksAtTheSame) return lose(life, 'camera-frozen');
  return { life: { ...life, looksWithoutPicture, looksInTheDark, looksAtTheSame }, effects: [] };
}

/** Some drivers never send anything again after a sleep, and do not say so. */
function woke(life: CameraLife): CameraStep {
  const looksWithoutPicture = Math.max(life.looksWithoutPicture, LOOKS_UNTIL_LOST - LOOKS_AFTER_WAKING);
  return { life: { ...life, looksWithoutPicture }, effects: [] };
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
    looksAtTheSame: 0,
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
