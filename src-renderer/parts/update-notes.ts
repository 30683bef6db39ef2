/** What of updates must be seen at the gate itself? Little: a version that waits for the night disturbs nobody. */

import type { NoteContext, StatusNote } from './status-note.ts';

/** So long is it said that a version did not work here; the settings say it for good. */
const SAID_FOR_MS = 7 * 86_400_000;

export function updateNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { last, refusal, isStale } = snapshot.status.updates;
  const common = { key: 'update', icon: 'settings' as const };
  if (last?.outcome === 'rolled-back' && nowUtcMs - last.atUtcMs < SAID_FOR_MS) {
    const text = t('update.rolledBack', { version: last.version });
    return [{ ...common, tone: 'warning', text, toDo: t('update.rolledBackDo') }];
  }
  // Somebody may be trying to put a program of theirs onto this gate.
  if (refusal === 'forged' || refusal === 'altered') {
    const [text, toDo] = [t(`update.refused.${refusal}.what`), t(`update.refused.${refusal}.do`)];
    return [{ ...common, tone: 'warning', text, toDo }];
  }
  return isStale ? [{ ...common, tone: 'calm', text: t('update.stale'), toDo: null }] : [];
}
