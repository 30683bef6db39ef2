/** Which device stands behind a reader of the settings? */

import type { ReaderSettings, SerialReaderSettings } from '../contract/settings.ts';
import { AUTO_PATH } from '../contract/settings.ts';
import type { ReaderKind } from '../core/entry/verdict.ts';
import type { Reading } from '../core/scan/reading.ts';
import type { PortWish } from '../devices/choose-port.ts';
import type { PortFinder } from '../devices/port-finder.ts';
import type { Frame, LineSignal } from '../devices/serial-line.ts';
import { openSerialReader } from '../devices/serial-reader.ts';
import { startSimulatedReader } from '../devices/simulated/simulated-reader.ts';
import type { OpenReader } from './reader-board.ts';

/** Opens serial and simulated readers here; camera and wedge belong to the screen, which reports on them. */
export function openReader(
  onReading: (readerId: string, reading: Reading, line: LineSignal | null) => void,
  finder: PortFinder,
): OpenReader {
  return (settings, { onStatus, onDropped }) => {
    const onFrame = (frame: Frame): void =>
      onReading(settings.id, readingOf(settings, settings.kind, frame), frame.line);
    switch (settings.kind) {
      case 'serial':
        return openSerialReader({
          settings: {
            seeker: finder.seek(settings.id, wishOf(settings)),
            baudRate: settings.baudRate,
          },
          onFrame,
          onStatus,
          onDropped,
        });
      case 'simulated':
        return startSimulatedReader({
          everyMs: settings.everyMs,
          random: Math.random,
          onFrame,
          onStatus: (status) => onStatus({ ...status, port: null }),
        });
      case 'camera':
      case 'wedge':
        return null;
    }
  };
}

function wishOf({ path, device }: SerialReaderSettings): PortWish {
  return path === AUTO_PATH ? { path: null, device: null } : { path, device: device ?? null };
}

function readingOf(
  settings: ReaderSettings,
  readerKind: ReaderKind,
  frame: Pick<Reading, 'text' | 'encoding'>,
): Reading {
  return { laneId: settings.laneId, readerKind, text: frame.text, encoding: frame.encoding };
}
