/** What must the guard know of what goes to the collector? */

import type { OutboxStatus } from '../../src-main/contract/status-api.ts';
import { groupedNumber } from './grouped-number.ts';
import type { NoteContext, StatusNote } from './status-note.ts';
import { ageOf } from './vietnam-time.ts';

/** What passes by itself, and nobody has to be called for. */
const PASSING: ReadonlySet<OutboxStatus['trouble']> = new Set([
  'network',
  'timeout',
  'server-error',
  'too-large',
  'throttled',
]);

export function uploadNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
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
      text: t('status.quarantined', { total: groupedNumber(quarantined, snapshot.settings.screen.language) }),
      toDo: t('status.quarantinedDo'),
      isOfQuarantine: true,
    });
  }
  return notes;

  function waiting(): string {
    const total = groupedNumber(pending, snapshot.settings.screen.language);
    if (pending === 0) return t('status.nothingWaiting');
    if (oldestPendingAtUtcMs === null) return t('status.waiting', { total });
    const { unit, n } = ageOf(oldestPendingAtUtcMs, nowUtcMs);
    return t('status.waitingSince', { total, age: t(`age.${unit}`, { n }) });
  }
}
