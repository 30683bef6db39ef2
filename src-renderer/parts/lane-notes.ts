/** What must the guard know of what stands at the lanes: readers, barriers, a lane that nobody passes? */

import type { TFunction } from 'i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { ReaderSettings } from '../../src-main/contract/settings.ts';
import type { BarrierStatus, ReaderStatus } from '../../src-main/contract/status-api.ts';
import { AUTO_PATH } from './contract-lists.ts';
import type { IconName } from './icons.tsx';
import type { NoteContext, StatusNote } from './status-note.ts';

const READER_ICONS: Readonly<Record<ReaderStatus['kind'], IconName>> = {
  serial: 'scanner',
  camera: 'camera',
  wedge: 'keyboard',
  simulated: 'people',
};

export function readerNote(
  reader: ReaderStatus,
  lanes: readonly LaneView[],
  settings: readonly ReaderSettings[],
  t: TFunction<'words'>,
): StatusNote {
  const name = readerName(reader, lanes, settings, t);
  const common = { key: `reader ${reader.id}`, icon: READER_ICONS[reader.kind], isOfReader: true };
  if (reader.state === 'babbling') {
    return { ...common, tone: 'warning', text: `${name} ${t('reader.state.babbling')}`, toDo: t('reader.babblingDo') };
  }
  if (reader.state !== 'lost') {
    const tone = reader.state === 'ready' ? 'well' : 'calm';
    return { ...common, tone, text: `${name}: ${t(`reader.state.${reader.state}`)}`, toDo: null };
  }
  const trouble = reader.trouble ?? 'other';
  return {
    ...common,
    tone: 'warning',
    text: `${name} ${t(`trouble.${trouble}.what`)}`,
    toDo: t(`trouble.${trouble}.do`),
  };
}

/** A barrier that is out of order keeps nobody from being scanned: somebody opens by hand. */
export function barrierNote(
  { laneId, state, trouble }: BarrierStatus,
  lanes: readonly LaneView[],
  t: TFunction<'words'>,
): StatusNote {
  const lane = lanes.find((each) => each.id === laneId)?.name ?? laneId;
  const common = { key: `barrier ${laneId}`, icon: 'in' as IconName };
  if (state !== 'out-of-order') {
    return {
      ...common,
      tone: state === 'starting' ? 'calm' : 'well',
      text: t(`barrier.${state}`, { lane }),
      toDo: null,
    };
  }
  return {
    ...common,
    tone: 'alarm',
    text: t('barrier.outOfOrder', { lane, what: t(`barrier.trouble.${trouble ?? 'no-board'}.what`) }),
    toDo: t(`barrier.trouble.${trouble ?? 'no-board'}.do`),
  };
}

/** A reader that looks well and reads nobody: said while there is still somebody at the gate to look. */
export function silentNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  return snapshot.status.silentLanes.map(({ laneId, usualScans }) => {
    const lane = snapshot.lanes.find(({ id }) => id === laneId)?.name ?? laneId;
    const text = t('reports.silentNow', { lane, n: usualScans });
    return { key: `silent ${laneId}`, icon: 'people', tone: 'warning', text, toDo: t('reports.silentNowDo') };
  });
}

/** `Đầu đọc COM3`, with its lane's name where there are several. */
export function readerName(
  reader: Pick<ReaderStatus, 'id' | 'kind' | 'laneId' | 'port'>,
  lanes: readonly LaneView[],
  settings: readonly ReaderSettings[],
  t: TFunction<'words'>,
): string {
  const known = settings.find((each) => each.id === reader.id);
  // The port that is open says more than the settings, which may leave it to the gate to find one.
  const path = reader.port ?? (known?.kind === 'serial' && known.path !== AUTO_PATH ? known.path : null);
  const name = path === null ? t(`reader.${reader.kind}`) : t('reader.serialAt', { path: shortPath(path) });
  const lane = lanes.length > 1 ? lanes.find((each) => each.id === reader.laneId) : undefined;
  return lane === undefined ? name : t('reader.onLane', { reader: name, lane: lane.name });
}

/** Of `/dev/serial/by-id/usb-…` the last part says it all. */
function shortPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
