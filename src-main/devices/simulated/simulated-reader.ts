/** What does a gate look like on a working day, with no scanner and nobody there? */

import type { PortTrouble, ReaderState } from '../../core/readers/reconnect.ts';
import { monotonicNowMs } from '../clock.ts';
import type { Frame } from '../serial-line.ts';
import type { FakePerson } from './fake-people.ts';
import {
  bhytAText,
  bhytBText,
  brokenHalfText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  maskedUnifiedText,
  opaqueText,
  placeText,
  unifiedText,
  vssidText,
} from './fake-people.ts';

/** Out of a hundred people; the rest show a good code. */
const SHARES = { repeat: 6, place: 3, opaque: 3, masked: 3, half: 3 } as const;

/** Good codes: mostly cards, fewer insurance cards, some apps. */
const GOOD_TEXTS = [
  cccdText,
  cccdText,
  cccdText,
  canCuocText,
  canCuocText,
  bhytAText,
  bhytBText,
  unifiedText,
  vssidText,
];

export type SimulatedReaderOptions = {
  readonly everyMs: number;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  readonly onFrame: (frame: Frame) => void;
  readonly onStatus: (status: { readonly state: ReaderState; readonly trouble: PortTrouble | null }) => void;
};

export type SimulatedReader = { readonly close: () => void };

/** Shows one code every `everyMs`; ready at once, never lost. */
export function startSimulatedReader({ everyMs, random, onFrame, onStatus }: SimulatedReaderOptions): SimulatedReader {
  const next = createCrowd(random);
  const timer = setInterval(
    () => onFrame({ text: next(), encoding: 'utf-8', lastByteAtMonotonicMs: monotonicNowMs(), line: null }),
    everyMs,
  );
  onStatus({ state: 'ready', trouble: null });
  return { close: () => clearInterval(timer) };
}

/**
 * The codes of a believable queue, one a call: people in turn, so that nobody comes back before all others came; now and
 * then a card held up twice, a place's code, an unknown or hidden one, or half a code followed by the whole.
 */
export function createCrowd(random: () => number): () => string {
  const upcoming: string[] = [];
  let shown: string | null = null;
  let people = 0;

  function nextPerson(): FakePerson {
    const person = FAKE_PEOPLE[people % FAKE_PEOPLE.length] ?? FAKE_PEOPLE[0];
    people += 1;
    return person;
  }

  function join(): void {
    let dice = random() * 100;
    const falls = (share: number): boolean => {
      dice -= share;
      return dice < 0;
    };
    if (shown !== null && falls(SHARES.repeat)) upcoming.push(shown);
    else if (falls(SHARES.place)) upcoming.push(placeText());
    else if (falls(SHARES.opaque)) upcoming.push(opaqueText(nextPerson()));
    else if (falls(SHARES.masked)) upcoming.push(maskedUnifiedText(nextPerson()));
    else if (falls(SHARES.half)) {
      const person = nextPerson();
      upcoming.push(brokenHalfText(person), cccdText(person));
    } else {
      const build = GOOD_TEXTS[Math.floor(random() * GOOD_TEXTS.length)] ?? cccdText;
      shown = build(nextPerson());
      upcoming.push(shown);
    }
  }

  return () => {
    if (upcoming.length === 0) join();
    return upcoming.shift() ?? placeText();
  };
}
