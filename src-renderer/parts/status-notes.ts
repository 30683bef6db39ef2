/** What must the guard know of the machine, and what can be done about it? All of it, in the order of the strip. */

import { authorityNotes, keyNotes, tracingNotes, trustNotes } from './key-notes.ts';
import { barrierNote, readerNote, silentNotes } from './lane-notes.ts';
import {
  backupNotes,
  clockNotes,
  copiedLogNotes,
  damagedLogNotes,
  diskNote,
  exportNotes,
  retentionNotes,
} from './log-notes.ts';
import type { NoteContext, StatusNote } from './status-note.ts';
import { updateNotes } from './update-notes.ts';
import { uploadNotes } from './upload-notes.ts';
import { silenceOf } from './use-verdict-sound.ts';

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
    ...updateNotes(context),
    ...soundNotes(context),
  ];
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
