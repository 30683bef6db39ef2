/** What must the guard know of keys and lists of keys: those of signers, of the authority, and the gate's own? */

import type { NoteContext, StatusNote } from './status-note.ts';
import { ageOf } from './vietnam-time.ts';

const DAY_MS = 86_400_000;

/** A gate that was given no list has none to grow old; how old the good ones are stands in the settings. */
export function trustNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
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

/** Nobody waits for it: without a key people are recorded as before, and the authority cannot read who they were. */
export function authorityNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
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
export function tracingNotes({ snapshot, nowUtcMs, t }: NoteContext): readonly StatusNote[] {
  const { tracing } = snapshot.status;
  if (tracing.type === 'none' || tracing.type === 'sealing') return [];
  const days = tracing.type === 'without' ? 0 : Math.max(0, Math.floor((tracing.untilUtcMs - nowUtcMs) / DAY_MS));
  const text = tracing.type === 'without' ? t('status.tracingWithout') : t('status.tracingExpiring', { n: days });
  return [{ key: 'tracing', icon: 'clock', tone: 'warning', text, toDo: t('status.tracingDo') }];
}

/** What waits still goes out; who passed before can be read again only with the old keys. */
export function keyNotes({ snapshot, t }: NoteContext): readonly StatusNote[] {
  if (snapshot.status.keys.state === 'ok') return [];
  return [{ key: 'keys', icon: 'clock', tone: 'alarm', text: t('status.keysLost'), toDo: t('status.keysDo') }];
}
