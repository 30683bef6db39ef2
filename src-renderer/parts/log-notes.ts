/** What must the guard know of where the entries are kept: clock, disk, log, second copy, how long, files? */

import type { TFunction } from 'i18next';
import type { GateStatus } from '../../src-main/contract/status-api.ts';
import type { NoteContext, StatusNote } from './status-note.ts';

const DAY_MS = 86_400_000;

export function clockNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
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

export function diskNote({ state, freeBytes }: GateStatus['disk'], t: TFunction<'words'>): StatusNote {
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
export function damagedLogNotes(damagedLog: GateStatus['damagedLog'], t: TFunction<'words'>): readonly StatusNote[] {
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
export function copiedLogNotes(copiedLog: GateStatus['copiedLog'], t: TFunction<'words'>): readonly StatusNote[] {
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
export function backupNotes({ state, trouble }: GateStatus['backup'], t: TFunction<'words'>): readonly StatusNote[] {
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

/** While all goes by the rule there is nothing to tell. */
export function retentionNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
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

/** Of files that are written by themselves; one that somebody writes by hand says there how it went. */
export function exportNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
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

function readableSize(bytes: number): string {
  return bytes >= 1_000_000_000 ? `${Math.floor(bytes / 1_000_000_000)} GB` : `${Math.floor(bytes / 1_000_000)} MB`;
}
