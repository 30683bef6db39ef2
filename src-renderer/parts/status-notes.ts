/** What must the guard know of the machine, and what can be done about it? */

import type { TFunction } from 'i18next';
import type {
  BarrierStatus,
  GateSnapshot,
  GateStatus,
  LaneView,
  OutboxStatus,
  ReaderStatus,
} from '../../src-main/contract/gate-api.ts';
import type { ReaderSettings } from '../../src-main/contract/settings.ts';
import { AUTO_PATH } from './contract-lists.ts';
import type { IconName } from './icons.tsx';
import type { Hearing } from './use-verdict-sound.ts';
import { silenceOf } from './use-verdict-sound.ts';
import { ageOf } from './vietnam-time.ts';

/** `well` and `calm` are chips on the strip; the other two are sentences above it. */
export type StatusNote = {
  readonly key: string;
  readonly icon: IconName;
  readonly tone: 'well' | 'calm' | 'warning' | 'alarm';
  readonly text: string;
  /** What to do; only where something is to be done. */
  readonly toDo: string | null;
  /** It is about a reader, which can be tried out. */
  readonly isOfReader?: boolean;
  /** It is about entries that may be sent once more. */
  readonly isOfQuarantine?: boolean;
};

export type NoteContext = {
  readonly snapshot: GateSnapshot;
  readonly nowUtcMs: number;
  readonly hearing: Hearing;
  readonly t: TFunction<'words'>;
};

const DAY_MS = 86_400_000;

const READER_ICONS: Readonly<Record<ReaderStatus['kind'], IconName>> = {
  serial: 'scanner',
  camera: 'camera',
  wedge: 'keyboard',
  simulated: 'people',
};

/** All notes, in the order of the strip. */
export function statusNotes(context: NoteContext): readonly StatusNote[] {
  const { status, lanes, settings } = context.snapshot;
  return [
    ...settingsNotes(context),
    ...status.readers.map((reader) => readerNote(reader, lanes, settings.readers, context.t)),
    ...status.barriers.map((barrier) => barrierNote(barrier, lanes, context.t)),
    ...clockNotes(context),
    ...damagedLogNotes(status.damagedLog, context.t),
    ...copiedLogNotes(status.copiedLog, context.t),
    diskNote(status.disk, context.t),
    ...backupNotes(status.backup, context.t),
    ...retentionNotes(context),
    ...exportNotes(context),
    ...silentNotes(context),
    ...uploadNotes(context),
    ...trustNotes(context),
    ...authorityNotes(context),
    ...tracingNotes(context),
    ...keyNotes(context),
    ...soundNotes(context),
  ];
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

function readerNote(
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
function barrierNote(
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

function settingsNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  if (snapshot.status.settings === 'ok') return [];
  return [
    {
      key: 'settings',
      icon: 'settings',
      tone: 'warning',
      text: t('status.settingsUnreadable'),
      toDo: t('status.settingsUnreadableDo'),
    },
  ];
}

function clockNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  if (snapshot.status.clock.state === 'ok') return [];
  return [
    {
      key: 'clock',
      icon: 'clock',
      tone: 'warning',
      text: t('status.clockDoubtful'),
      toDo: t('status.clockDoubtfulDo'),
    },
  ];
}

function diskNote({ state, freeBytes }: GateStatus['disk'], t: TFunction<'words'>): StatusNote {
  const common = { key: 'disk', icon: 'disk' as const };
  const size = freeBytes === null ? '' : readableSize(freeBytes);
  switch (state) {
    case 'ok':
      return {
        ...common,
        tone: 'well',
        text: freeBytes === null ? t('status.diskUnknown') : t('status.disk', { size }),
        toDo: null,
      };
    case 'low':
      return { ...common, tone: 'warning', text: t('status.diskLow', { size }), toDo: t('status.diskLowDo') };
    case 'full':
      return { ...common, tone: 'alarm', text: t('status.diskFull'), toDo: t('status.diskFullDo') };
  }
}

/** Said until somebody has seen to the damaged file. */
function damagedLogNotes(damagedLog: GateStatus['damagedLog'], t: TFunction<'words'>): readonly StatusNote[] {
  const common = { key: 'damaged-log', icon: 'warning' as const };
  switch (damagedLog) {
    case 'none':
      return [];
    case 'restored':
      return [{ ...common, tone: 'warning', text: t('status.logRestored'), toDo: t('status.logRestoredDo') }];
    case 'begun-anew':
      return [{ ...common, tone: 'alarm', text: t('status.logBegunAnew'), toDo: t('status.logBegunAnewDo') }];
  }
}

/** Nobody is kept from being scanned by it; somebody has to find out which of the copies counts. */
function copiedLogNotes(copiedLog: GateStatus['copiedLog'], t: TFunction<'words'>): readonly StatusNote[] {
  if (copiedLog === 'none') return [];
  return [
    {
      key: 'copied-log',
      icon: 'warning',
      tone: copiedLog === 'contradicted' ? 'alarm' : 'warning',
      text: t(`copiedLog.${copiedLog}.what`),
      toDo: t(`copiedLog.${copiedLog}.do`),
    },
  ];
}

/** A gate that was given no second disk is not reminded of it at the gate; the settings say so. */
function backupNotes({ state, trouble }: GateStatus['backup'], t: TFunction<'words'>): readonly StatusNote[] {
  const common = { key: 'backup', icon: 'disk' as const };
  switch (state) {
    case 'none':
      return [];
    case 'waiting':
      return [{ ...common, tone: 'calm', text: t('status.backupWaiting'), toDo: null }];
    case 'ok':
      return [{ ...common, tone: 'well', text: t('status.backupOk'), toDo: null }];
    case 'failing': {
      const why = trouble ?? 'other';
      return [{ ...common, tone: 'warning', text: t(`backupTrouble.${why}.what`), toDo: t(`backupTrouble.${why}.do`) }];
    }
  }
}

/** What passes by itself, and nobody has to be called for. */
const PASSING: ReadonlySet<OutboxStatus['trouble']> = new Set([
  'network',
  'timeout',
  'server-error',
  'too-large',
  'throttled',
]);

/** While all goes by the rule there is nothing to tell. */
function retentionNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { state, unsent, firstGoesAtUtcMs } = snapshot.status.retention;
  const common = { key: 'retention', icon: 'clock' as const, tone: 'warning' as const };
  switch (state) {
    case 'starting':
    case 'ok':
      return [];
    case 'soon': {
      const days = Math.max(0, Math.floor(((firstGoesAtUtcMs ?? nowUtcMs) - nowUtcMs) / DAY_MS));
      return [{ ...common, text: t('status.retentionSoon', { n: unsent, days }), toDo: t('status.retentionSoonDo') }];
    }
    case 'waits':
      return [{ ...common, text: t('status.retentionWaits'), toDo: t('status.retentionWaitsDo') }];
  }
}

function uploadNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { collector, trouble, pending, oldestPendingAtUtcMs, quarantined } = snapshot.status.outbox;
  const notes: StatusNote[] = [
    {
      key: 'collector',
      icon: collector === 'alone' ? 'alone' : 'upload',
      tone: trouble !== null && !PASSING.has(trouble) ? 'warning' : collector === 'reachable' ? 'well' : 'calm',
      text: trouble === null ? t(`status.collector.${collector}`) : t(`uploadTrouble.${trouble}.what`),
      toDo: trouble === null || PASSING.has(trouble) ? null : t(`uploadTrouble.${trouble}.do`),
    },
  ];
  if (collector !== 'alone') {
    notes.push({ key: 'waiting', icon: 'clock', tone: pending === 0 ? 'well' : 'calm', text: waiting(), toDo: null });
  }
  if (quarantined > 0) {
    notes.push({
      key: 'quarantined',
      icon: 'upload',
      tone: 'warning',
      text: t('status.quarantined', { total: readableCount(quarantined, snapshot.settings.screen.language) }),
      toDo: t('status.quarantinedDo'),
      isOfQuarantine: true,
    });
  }
  return notes;

  function waiting(): string {
    const total = readableCount(pending, snapshot.settings.screen.language);
    if (pending === 0) return t('status.nothingWaiting');
    if (oldestPendingAtUtcMs === null) return t('status.waiting', { total });
    const { unit, n } = ageOf(oldestPendingAtUtcMs, nowUtcMs);
    return t('status.waitingSince', { total, age: t(`age.${unit}`, { n }) });
  }
}

/** A gate that was given no list has none to grow old; how old the good ones are stands in the settings. */
function trustNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { state, oldestAtUtcMs } = snapshot.status.trust;
  switch (state) {
    case 'none':
    case 'fresh':
      return [];
    case 'stale': {
      const { unit, n } = ageOf(oldestAtUtcMs ?? nowUtcMs, nowUtcMs);
      const text = t('status.trustStale', { age: t(`age.${unit}`, { n }) });
      return [{ key: 'trust', icon: 'clock', tone: 'warning', text, toDo: t('status.trustStaleDo') }];
    }
    case 'damaged':
      return [
        {
          key: 'trust',
          icon: 'warning',
          tone: 'warning',
          text: t('status.trustDamaged'),
          toDo: t('status.trustDamagedDo'),
        },
      ];
  }
}

/** Muted is somebody's choice, and one touch unlocks; the sign in the top bar says both. A loudspeaker has to be brought. */
function soundNotes({ snapshot, hearing, t }: NoteContext): readonly StatusNote[] {
  const silence = silenceOf(snapshot.settings.screen.volume, hearing);
  const common = { key: 'sound', icon: 'muted' as const };
  switch (silence) {
    case null:
      return [];
    case 'muted':
      return [{ ...common, tone: 'calm', text: t('status.muted'), toDo: null }];
    case 'locked':
      return [{ ...common, tone: 'calm', text: t('status.soundLocked'), toDo: null }];
    case 'no-output':
      return [{ ...common, tone: 'warning', text: t('sound.noOutput'), toDo: t('sound.noOutputDo') }];
  }
}

/** `1.204` in Vietnamese, `1,204` in English. */
export function readableCount(count: number, language: 'vi' | 'en'): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, language === 'vi' ? '.' : ',');
}

function readableSize(bytes: number): string {
  return bytes >= 1_000_000_000 ? `${Math.floor(bytes / 1_000_000_000)} GB` : `${Math.floor(bytes / 1_000_000)} MB`;
}

/** Of `/dev/serial/by-id/usb-…` the last part says it all. */
function shortPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Nobody waits for it: without a key people are recorded as before, and the authority cannot read who they were. */
function authorityNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { authority } = snapshot.status;
  const common = { key: 'authority', icon: 'clock' as const };
  switch (authority.type) {
    case 'none':
    case 'sealing':
      return [];
    case 'expiring': {
      const days = Math.max(0, Math.floor((authority.untilUtcMs - nowUtcMs) / DAY_MS));
      const text = t('status.authorityExpiring', { n: days });
      return [{ ...common, tone: 'warning', text, toDo: t('status.authorityDo') }];
    }
    case 'without':
      return [{ ...common, tone: 'alarm', text: t('status.authorityWithout'), toDo: t('status.authorityDo') }];
  }
}

/** Without a key nobody is traced, and everything else goes on. */
function tracingNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { tracing } = snapshot.status;
  if (tracing.type === 'none' || tracing.type === 'sealing') return [];
  const days = tracing.type === 'without' ? 0 : Math.max(0, Math.floor((tracing.untilUtcMs - nowUtcMs) / DAY_MS));
  const text = tracing.type === 'without' ? t('status.tracingWithout') : t('status.tracingExpiring', { n: days });
  return [{ key: 'tracing', icon: 'clock', tone: 'warning', text, toDo: t('status.tracingDo') }];
}

/** What waits still goes out; who passed before can be read again only with the old keys. */
function keyNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  if (snapshot.status.keys.state === 'ok') return [];
  return [{ key: 'keys', icon: 'clock', tone: 'alarm', text: t('status.keysLost'), toDo: t('status.keysDo') }];
}

/** Of files that are written by themselves; one that somebody writes by hand says there how it went. */
function exportNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  const { state, trouble } = snapshot.status.exports;
  const common = { key: 'exports', icon: 'disk' as const };
  switch (state) {
    case 'off':
    case 'waiting':
      return [];
    case 'ok':
      return [{ ...common, tone: 'well', text: t('exports.statusOk'), toDo: null }];
    case 'failing': {
      const why = trouble ?? 'other';
      const [text, toDo] = [t(`exports.refused.${why}.what`), t(`exports.refused.${why}.do`)];
      return [{ ...common, tone: 'warning', text, toDo }];
    }
  }
}

/** A reader that looks well and reads nobody: said while there is still somebody at the gate to look. */
function silentNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  return snapshot.status.silentLanes.map(({ laneId, usualScans }) => {
    const lane = snapshot.lanes.find(({ id }) => id === laneId)?.name ?? laneId;
    const text = t('reports.silentNow', { lane, n: usualScans });
    return { key: `silent ${laneId}`, icon: 'people', tone: 'warning', text, toDo: t('reports.silentNowDo') };
  });
}
