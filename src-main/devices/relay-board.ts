/** How is a relay board on a serial port told what to switch, for as long as the gate runs? */

import type { BarrierTrouble } from '../core/barrier/barrier.ts';
import type { ReaderEffect, ReaderEvent } from '../core/readers/reconnect.ts';
import { isAtRest, newReaderLife, nextReaderStep } from '../core/readers/reconnect.ts';
import { afterSilence } from './after-silence.ts';
import { createByteSearch } from './byte-search.ts';
import type { OpenedPort, PortLines, PortSettings } from './open-port.ts';
import { openPort } from './open-port.ts';
import type { RelayCommand } from './relay-commands.ts';

/** Within this a command has to be taken, and on a board with feedback answered. */
const ANSWER_WITHIN_MS = 1_000;
const LINES_EVERY_MS = 50;
/** More wait only where something is wrong already: the oldest of them would come too late. */
const LONGEST_QUEUE = 32;

export type RelayBoardOptions = {
  readonly settings: PortSettings;
  /** Sent at each opening, before the board counts as ready: what was left on when its plug was pulled goes off. */
  readonly allOff: readonly RelayCommand[];
  /** What the board may say by itself. */
  readonly words: readonly Uint8Array[];
  readonly onReady: () => void;
  readonly onTrouble: (trouble: BarrierTrouble) => void;
  readonly onWord: (word: Uint8Array) => void;
  /** The port's input lines, looked at many times a second; `null` = the port has none. Left out = not looked at. */
  readonly onLines?: ((lines: PortLines | null) => void) | undefined;
};

export type RelayBoard = {
  /** In turn, after what waits; nothing while the board is in trouble. */
  readonly send: (command: RelayCommand) => void;
  /** Says what waits, then frees the port. */
  readonly close: () => Promise<void>;
};

/** Whatever goes wrong, the port is closed, opened again and switched off; there is one way back, and it needs no restart. */
export function openRelayBoard(options: RelayBoardOptions): RelayBoard {
  const { settings, allOff, words, onReady, onTrouble, onWord, onLines } = options;
  let life = newReaderLife();
  let port: OpenedPort | null = null;
  let retryTimer: NodeJS.Timeout | null = null;
  let linesTimer: NodeJS.Timeout | null = null;
  /** Counts connections, so that what one began the next does not end. */
  let connection = 0;
  let isReady = false;
  let queue: RelayCommand[] = [];
  let sending: Promise<void> | null = null;
  let answered: ((trouble: BarrierTrouble | null) => void) | null = null;
  let awaited: RelayCommand['answer'] = null;
  let search = createByteSearch();
  const atRest = Promise.withResolvers<void>();

  function tell(event: ReaderEvent): void {
    const step = nextReaderStep(life, event);
    life = step.state;
    for (const effect of step.effects) carryOut(effect);
    if (isAtRest(life)) atRest.resolve();
  }

  function carryOut(effect: ReaderEffect): void {
    switch (effect.type) {
      case 'open':
        open();
        return;
      case 'close':
        port?.close();
        return;
      case 'schedule':
        retryTimer = setTimeout(() => tell({ type: 'retry-due' }), effect.delayMs);
        return;
      case 'report':
        // Why it was lost is said by who lost it: *lost* alone would hide that the board contradicts.
        return;
    }
  }

  function open(): void {
    connection += 1;
    const mine = connection;
    search = createByteSearch();
    port = openPort(settings, {
      onOpened: () => {
        tell({ type: 'opened' });
        if (life.port === 'open') void begin(mine);
      },
      onOpenFailed: (trouble) => {
        if (!life.isStopped) onTrouble('no-board');
        tell({ type: 'open-failed', trouble });
      },
      onBytes: take,
      onLost: () => lose('no-board', mine),
      onClosed: () => tell({ type: 'closed' }),
    });
  }

  async function begin(mine: number): Promise<void> {
    for (const command of allOff) {
      const trouble = await say(command);
      if (mine !== connection || life.port !== 'open') return;
      if (trouble !== null) return lose(trouble, mine);
    }
    isReady = true;
    onReady();
    if (onLines !== undefined) void lookAtLines(mine, onLines);
  }

  async function lookAtLines(mine: number, tellLines: (lines: PortLines | null) => void): Promise<void> {
    const lines = (await port?.readLines()) ?? null;
    if (mine !== connection || life.port !== 'open') return;
    tellLines(lines);
    linesTimer = setTimeout(() => void lookAtLines(mine, tellLines), LINES_EVERY_MS);
  }

  function lose(trouble: BarrierTrouble, mine: number): void {
    if (mine !== connection || life.port !== 'open') return;
    isReady = false;
    queue = [];
    answered?.(trouble);
    if (linesTimer !== null) clearTimeout(linesTimer);
    if (!life.isStopped) onTrouble(trouble);
    tell({ type: 'lost', trouble: 'other' });
  }

  function take(chunk: Uint8Array): void {
    const answers = awaited === null ? [] : [awaited.agreed, awaited.contrary];
    for (const word of search(chunk, [...answers, ...words])) {
      if (word === awaited?.agreed) answered?.(null);
      else if (word === awaited?.contrary) answered?.('contradicts');
      else if (!answers.includes(word)) onWord(word);
    }
  }

  /** Says one command and waits until it is taken and, where the board answers, answered. */
  async function say(command: RelayCommand): Promise<BarrierTrouble | null> {
    const outcome = Promise.withResolvers<BarrierTrouble | null>();
    const stopWaiting = afterSilence(ANSWER_WITHIN_MS, () => outcome.resolve('no-answer'));
    answered = outcome.resolve;
    awaited = command.answer;
    void port?.write(command.bytes).then((isWritten) => {
      if (!isWritten) outcome.resolve('no-answer');
      else if (command.answer === null) outcome.resolve(null);
    });
    const trouble = await outcome.promise;
    stopWaiting();
    answered = null;
    awaited = null;
    return trouble;
  }

  async function sendAll(): Promise<void> {
    const mine = connection;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const trouble = await say(next);
      if (trouble !== null) lose(trouble, mine);
      if (mine !== connection) break;
    }
    sending = null;
  }

  tell({ type: 'started' });

  return {
    send: (command) => {
      if (!isReady) return;
      queue = [...queue, command].slice(-LONGEST_QUEUE);
      sending ??= sendAll();
    },
    close: async () => {
      await sending;
      isReady = false;
      if (retryTimer !== null) clearTimeout(retryTimer);
      if (linesTimer !== null) clearTimeout(linesTimer);
      settings.seeker.end();
      tell({ type: 'stopped' });
      return atRest.promise;
    },
  };
}
