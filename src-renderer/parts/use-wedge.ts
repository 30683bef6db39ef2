/** Who types faster than any person? The keyboard-wedge scanner, on whatever screen is open. */

import { useEffect, useEffectEvent } from 'react';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import { keepPace, recallPace } from '../readers/wedge-memory.ts';
import { startWedge } from '../readers/wedge-reader.ts';
import type { OwnReader, ReadCode } from './submit-code.ts';
import { useReaderReport } from './use-reader-report.ts';

const READY = { state: 'ready', trouble: null } as const;

/** Listens while the settings have a wedge reader. There is one keyboard: the first of them gets its codes. */
export function useWedge(snapshot: GateSnapshot | null, onCode: (reader: OwnReader, code: ReadCode) => void): void {
  const wedge = snapshot?.settings.readers.find((reader) => reader.kind === 'wedge') ?? null;
  const takeCode = useEffectEvent((code: ReadCode): void => {
    if (wedge !== null) onCode(wedge, code);
  });
  const laneId = wedge?.laneId ?? null;
  useEffect(() => {
    if (laneId === null) return undefined;
    const reader = startWedge({
      target: window,
      onCode: ({ text, encoding }, signal) => {
        window.dispatchEvent(new CustomEvent('gate:wedge-code', { detail: signal }));
        takeCode({ text, encoding });
      },
      learned: recallPace(laneId),
      onLearned: (learned) => keepPace(laneId, learned),
    });
    return () => reader.close();
  }, [laneId]);
  useReaderReport(
    wedge?.id ?? '',
    READY,
    snapshot?.status.readers.find((reader) => reader.id === wedge?.id),
  );
}
