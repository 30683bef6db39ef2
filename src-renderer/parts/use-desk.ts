/** How does a desk's page keep up with the gate? It asks anew whenever the gate says that something changed. */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { GateClient } from '../gate-connection.ts';
import { useGate } from './gate-context.ts';

/** Scans at rush hour come faster than anybody reads a list: so long are changes gathered, in milliseconds. */
const GATHER_MS = 150;
const AGAIN_MS = 1_000;

export type DeskAnswer<T> = {
  /** `null` before the first answer. */
  readonly value: T | null;
  readonly hasFailed: boolean;
};

/**
 * `load` must be stable (useCallback); `revision` is the gate's own. The last answer stands until there is a newer one, and a gate that does
 * not answer is asked again until it does: what changed must not stay unseen because one question was lost.
 */
export function useDesk<T>(load: (client: GateClient) => Promise<T>, revision: number): DeskAnswer<T> {
  const gate = useGate();
  const [answer, setAnswer] = useState<DeskAnswer<T>>({ value: null, hasFailed: false });
  const asked = useRef(0);
  const ask = useCallback((): (() => void) => {
    asked.current += 1;
    const mine = asked.current;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tryOnce = async (): Promise<void> => {
      const got = await gate.ask(load);
      if (mine !== asked.current) return;
      if (got.type === 'answered') return setAnswer({ value: got.value, hasFailed: false });
      setAnswer((before) => ({ ...before, hasFailed: true }));
      timer = setTimeout(() => void tryOnce(), AGAIN_MS);
    };
    void tryOnce();
    return () => clearTimeout(timer);
  }, [gate, load]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision is the reason to ask again.
  useEffect(() => {
    let stop: (() => void) | undefined;
    const timer = setTimeout(() => {
      stop = ask();
    }, GATHER_MS);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [ask, revision]);
  // Another question is answered at once.
  useEffect(() => ask(), [ask]);
  return answer;
}
