/** How does a page have what a call answers: read as soon as it is shown, or done when somebody presses? */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallName, CallOutput, CallRequest } from '../../src-collector/contract/console-api.ts';
import type { CallResult, Refused } from './door.ts';
import { useDoor } from './door-context.ts';

export type Asked<Name extends CallName> = {
  /** The last answer; it stays while the next one is awaited, so that the page does not flicker. `null` = there was none yet. */
  readonly output: CallOutput<Name> | null;
  readonly refused: Refused | null;
  readonly isWaiting: boolean;
  readonly again: () => void;
};

/** Asks when it is first shown, when `input` becomes another, and by `again`. An answer that comes too late is not shown. */
export function useAsked<Name extends CallName>(name: Name, input: CallRequest<Name>): Asked<Name> {
  const door = useDoor();
  const [answer, setAnswer] = useState<CallResult<Name> | null>(null);
  const [output, setOutput] = useState<CallOutput<Name> | null>(null);
  const [isWaiting, setIsWaiting] = useState(true);
  const [round, setRound] = useState(0);
  const asked = JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks the same again
  useEffect(() => {
    let isWanted = true;
    setIsWaiting(true);
    void door.call(name, JSON.parse(asked)).then((next) => {
      if (!isWanted) return;
      setIsWaiting(false);
      setAnswer(next);
      if (next.type === 'done') setOutput(next.output);
    });
    return () => {
      isWanted = false;
    };
  }, [door, name, asked, round]);
  const again = useCallback(() => setRound((last) => last + 1), []);
  return { output, refused: answer?.type === 'refused' ? answer : null, isWaiting, again };
}

export type Doing<Name extends CallName> = {
  readonly refused: Refused | null;
  readonly isBusy: boolean;
  /** `null` where it was refused, or where it is being done already. */
  readonly run: (input: CallRequest<Name>) => Promise<CallOutput<Name> | null>;
  /** The refusal has been read. */
  readonly forget: () => void;
};

/** One call at a time: who presses twice does it once. */
export function useDoing<Name extends CallName>(name: Name): Doing<Name> {
  const door = useDoor();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const isUnderWay = useRef(false);
  const run = useCallback(
    async (input: CallRequest<Name>): Promise<CallOutput<Name> | null> => {
      if (isUnderWay.current) return null;
      isUnderWay.current = true;
      setIsBusy(true);
      setRefused(null);
      const answer = await door.call(name, input);
      isUnderWay.current = false;
      setIsBusy(false);
      if (answer.type === 'done') return answer.output;
      setRefused(answer);
      return null;
    },
    [door, name],
  );
  const forget = useCallback(() => setRefused(null), []);
  return { refused, isBusy, run, forget };
}
