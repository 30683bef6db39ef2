/** Is a gate heard of? A word and a shape: a full disc, a hollow square, a dash. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetGate } from '../../../src-collector/contract/fleet-calls.ts';
import styles from './fleet-page.module.css';
import { presenceOf } from './gravest-first.ts';
import { useFleetWords } from './use-fleet-words.ts';

export function PresenceSign({
  gate,
  nowUtcMs,
}: {
  readonly gate: FleetGate;
  readonly nowUtcMs: number;
}): ReactElement {
  const { t } = useTranslation();
  const words = useFleetWords();
  const presence = presenceOf(gate);
  const { heardAtUtcMs } = gate;
  return (
    <span className={styles.presence} data-presence={presence}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        {presence === 'lately' ? <circle cx="7" cy="7" r="6" fill="currentColor" /> : null}
        {presence === 'away' ? (
          <rect x="2" y="2" width="10" height="10" fill="none" stroke="currentColor" strokeWidth="2.5" />
        ) : null}
        {presence === 'never' ? <path d="M1 7h12" stroke="currentColor" strokeWidth="3" /> : null}
      </svg>
      <span className={styles.two}>
        <span>{t(`fleet.heard.${presence}`)}</span>
        {heardAtUtcMs === null ? null : <small>{t('fleet.ago', { age: words.age(heardAtUtcMs, nowUtcMs) })}</small>}
        {heardAtUtcMs === null ? null : <small>{words.at(heardAtUtcMs)}</small>}
      </span>
    </span>
  );
}
