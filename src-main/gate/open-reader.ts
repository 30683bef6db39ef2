/** Which device stands behind a reader of the settings? */

import type { ReaderSettings } from '../contract/settings.ts';
import type { ReaderKind } from '../core/entry/verdict.ts';
import type { Reading } from '../core/scan/reading.ts';
import { openSerialReader } from '../devices/serial-reader.ts';
import { startSimulatedReader } from '../devices/simulated/simulated-reader.ts';
import type { OpenReader } from './reader-board.ts';

/** Opens serial and simulated readers here; camera and wedge belong to the screen, which reports on them. */
export function openReader(onReading: (readerId: string, reading: Reading) => void): OpenReader {
  return (settings, { onStatus }) => {
    const onFrame = (frame: Pick<Reading, 'text' | 'encoding'>): void =>
      onReading(settings.id, readingOf(settings, settings.kind, frame));
    switch (settings.kind) {
      case 'serial':
        return openSerialReader({ settings, onFrame, onStatus });
      case 'simulated':
        return startSimulatedReader({ everyMs: settings.everyMs, random: Math.random, onFrame, onStatus });
      case 'camera':
      case 'wedge':
        return null;
    }
  };
}

function readingOf(
  settings: ReaderSettings,
  readerKind: ReaderKind,
  frame: Pick<Reading, 'text' | 'encoding'>,
): Reading {
  return { laneId: settings.laneId, readerKind, text: frame.text, encoding: frame.encoding };
}
