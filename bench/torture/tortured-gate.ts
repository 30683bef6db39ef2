/** How does one gate live through a torture: started, scanned at, heard, killed, started again? */

import { setTimeout as delay } from 'node:timers/promises';
import type { GateClient } from '../../src-renderer/gate-connection.ts';
import type { PtyPair } from '../../test/support/pty-pair.ts';
import { openPtyPair } from '../../test/support/pty-pair.ts';
import type { CoreChild, Hear } from '../support/core-child.ts';
import { startCore } from '../support/core-child.ts';
import { nextCard } from '../support/fake-cards.ts';
import type { Random } from './random.ts';

export type TorturedGate = {
  readonly dataDir: string;
  /** Starts the core; it is ready for a scan when this resolves, or dead already if `kill` was quicker. */
  readonly start: () => Promise<void>;
  /** Scans and types without end, until the core is gone. */
  readonly load: () => Promise<void>;
  /** SIGKILL, at whatever it is doing. */
  readonly kill: () => Promise<void>;
  /** Lets it close its log. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

type Life = CoreChild & { isKilled: boolean };

export type TorturedGateOptions = {
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly random: Random;
  readonly hear: Hear;
  /** The core ended, and nobody had killed it. */
  readonly onDeath: (output: string) => void;
};

const STOP_WITHIN_MS = 20_000;
const NOT_PLAIN = { 'a place': 'https://example.com/checkin', 'unknown to all': 'XIN CHAO 12' } as const;
const SCANS = {
  'new on the cable': 10,
  'new from the wedge': 6,
  again: 6,
  'a place': 1,
  'unknown to all': 1,
  manual: 2,
};

/** The real core process, with a serial cable and a screen's channel as Electron's own would be. */
export async function openTorturedGate(options: TorturedGateOptions): Promise<TorturedGate> {
  const { dataDir, random, hear } = options;
  const pty = await openPtyPair();
  let life: Life | null = null;
  let lastCard = nextCard();

  async function start(): Promise<void> {
    const started = startLife(options, pty, hear);
    life = started;
    await Promise.race([started.ready, started.gone]);
  }

  async function load(): Promise<void> {
    const mine = life;
    const client = await mine?.ready;
    if (mine === null || mine === undefined || client === null || client === undefined) return;
    let isGone = false;
    const gone = mine.gone.then(() => {
      isGone = true;
    });
    while (!isGone) {
      // A call to a core that was killed is never answered.
      await Promise.race([scanOnce(client).catch(() => undefined), gone]);
      await delay(random.between(0, 80));
    }
  }

  async function scanOnce(client: GateClient): Promise<void> {
    const what = random.weighted(SCANS);
    switch (what) {
      case 'new on the cable':
        lastCard = nextCard();
        await pty.write(Buffer.from(`${lastCard}\r`, 'utf8'));
        return;
      case 'new from the wedge':
        lastCard = nextCard();
        return submit(client, lastCard);
      case 'again':
        // Also after a kill: whoever saw no verdict shows the card once more.
        return submit(client, lastCard);
      case 'manual': {
        const entry = { laneId: 'lane-1', name: 'Nguyễn Văn Thử', number: null, phone: null, note: 'quên thẻ' };
        const answer = await client.submitManualEntry(entry);
        if (answer.type === 'shown') hear(answer.shown);
        return;
      }
      default:
        return submit(client, NOT_PLAIN[what]);
    }
  }

  async function submit(client: GateClient, text: string): Promise<void> {
    const reading = { laneId: 'lane-1', readerId: 'wedge-1', readerKind: 'wedge', text, encoding: 'utf-8' } as const;
    const answer = await client.submitReading(reading);
    if (answer.type === 'shown') hear(answer.shown);
  }

  async function kill(): Promise<void> {
    if (life === null) return;
    life.isKilled = true;
    life.child.kill('SIGKILL');
    await life.gone;
  }

  async function stop(): Promise<void> {
    if (life === null) return;
    life.isKilled = true;
    if (life.child.connected) life.child.send({ type: 'close' }, () => undefined);
    const late = setTimeout(() => life?.child.kill('SIGKILL'), STOP_WITHIN_MS);
    await life.gone;
    clearTimeout(late);
  }

  return { dataDir, start, load, kill, stop, close: () => pty.close() };
}

function startLife({ dataDir, cacheDir, onDeath }: TorturedGateOptions, pty: PtyPair, hear: Hear): Life {
  const life: Life = { ...startCore({ dataDir, cacheDir, serialPath: pty.path, hear }), isKilled: false };
  void life.gone.then(() => {
    if (!life.isKilled) onDeath(life.output());
  });
  return life;
}
