/** How does a self-test go on: its clock, the cards that are shown, the cameras meanwhile, and the gate's judgement in the end? */

import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { SelfTest } from '../../../src-main/contract/readiness-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import { useGate } from '../../parts/gate-context.ts';
import type { Hearing } from '../../parts/use-verdict-sound.ts';
import { silenceOf } from '../../parts/use-verdict-sound.ts';
import type { RunEvent, SelfTestRun, Trial } from './self-test-run.ts';
import { beginRun, nextRun, stageOf } from './self-test-run.ts';
import type { CameraWatch } from './watch-cameras.ts';
import { watchCameras } from './watch-cameras.ts';

const LOOK_EVERY_MS = 250;
/** A silent collector alone takes four seconds. */
const JUDGED_WITHIN_MS = 20_000;

export type SelfTestState =
  | { readonly type: 'idle' }
  | { readonly type: 'running'; readonly run: SelfTestRun; readonly nowMs: number }
  | { readonly type: 'judging' }
  | { readonly type: 'failed' }
  | { readonly type: 'done'; readonly test: SelfTest; readonly isKept: boolean };

export type SelfTestControls = {
  readonly state: SelfTestState;
  readonly begin: () => void;
  readonly tell: (event: RunEvent) => void;
};

export function useSelfTest(snapshot: GateSnapshot, tried: Tried | null, hearing: Hearing): SelfTestControls {
  const gate = useGate();
  const [state, setState] = useState<SelfTestState>({ type: 'idle' });
  const cameras = useRef<CameraWatch | null>(null);
  const { volume } = snapshot.settings.screen;

  const tell = useCallback((event: RunEvent): void => {
    setState((now) => {
      if (now.type !== 'running') return now;
      const nowMs = performance.now();
      return { ...now, nowMs, run: nextRun(now.run, event, nowMs) };
    });
  }, []);

  const finish = useEffectEvent(async (run: SelfTestRun): Promise<void> => {
    const watch = cameras.current;
    cameras.current = null;
    const seen = (await watch?.seen()) ?? [];
    watch?.close();
    const tookMs = performance.now() - run.startedAtMs;
    const trials = Object.entries(run.trials).map(([readerId, trial]) => ({ readerId, trial }));
    const sound = { silence: silenceOf(volume, hearing), volumePercent: volume * 100, heard: run.heard };
    const printers = (await window.gateShell?.countPrinters().catch(() => null)) ?? null;
    const answer = await gate.ask(
      (client) => client.finishSelfTest({ tookMs, cameras: seen, trials, sound, printers }),
      JUDGED_WITHIN_MS,
    );
    setState(answer.type === 'answered' ? { type: 'done', ...answer.value } : { type: 'failed' });
  });

  const run = state.type === 'running' ? state.run : null;
  const isOver = run !== null && stageOf(run) === null;
  useEffect(() => {
    if (!isOver || run === null) return;
    setState({ type: 'judging' });
    void finish(run);
  }, [isOver, run]);

  const look = useEffectEvent(() => tell({ type: 'looked', readers: snapshot.status.readers }));
  const isRunning = state.type === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => look(), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning]);

  const lastTried = useRef(tried);
  useEffect(() => {
    if (tried === null || tried === lastTried.current) return;
    lastTried.current = tried;
    tell({ type: 'tried', readerId: tried.readerId, trial: trialOf(tried) });
  }, [tried, tell]);

  useEffect(() => () => cameras.current?.close(), []);

  return {
    state,
    tell,
    begin: () => {
      lastTried.current = tried;
      cameras.current?.close();
      cameras.current = watchCameras(
        snapshot.settings.readers.filter(({ kind }) => kind === 'camera').map(({ id }) => id),
      );
      // While people do their part, the gate looks at the machine: its answer is asked for at the end.
      void gate.ask((client) => client.examine(), JUDGED_WITHIN_MS);
      const nowMs = performance.now();
      setState({
        type: 'running',
        nowMs,
        run: beginRun(
          snapshot.lanes.map(({ id }) => id),
          nowMs,
        ),
      });
    },
  };
}

function trialOf({ shown }: Tried): Trial {
  if (shown.codeKind === null) return 'unread';
  return shown.reasons.includes('text-garbled') ? 'garbled' : 'read';
}
