/** What does a gate hold of settings from afar? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetStanding } from '../../../src-main/contract/fleet-settings.ts';
import { hrefOf } from '../../place.ts';
import styles from './fleet-page.module.css';
import { lastGivenBack } from './last-given-back.ts';

export function FromAfar({ standing }: { readonly standing: FleetStanding | null }): ReactElement {
  const { t } = useTranslation();
  if (standing === null) return <>{t('fleet.gate.fromAfarNone')}</>;
  const { inForce, trial, waiting, rolledBack } = standing;
  const lines = [
    inForce.length === 0 ? null : t('fleet.gate.fromAfarHeld', { versions: inForce.join(', ') }),
    trial === null ? null : t('fleet.gate.fromAfarTrial', { version: trial }),
    waiting.length === 0 ? null : t('fleet.gate.fromAfarWaiting', { versions: waiting.join(', ') }),
  ].filter((line) => line !== null);
  const [last] = rolledBack;
  if (lines.length === 0 && last === undefined) return <>{t('fleet.gate.fromAfarNone')}</>;
  return (
    <ul className={styles.list}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
      {last === undefined ? null : (
        <li>
          <a href={hrefOf('settings', [String(last.version)])}>
            {t('fleet.gate.fromAfarBack', { version: last.version })}
          </a>
        </li>
      )}
    </ul>
  );
}

/** The same in a few letters, for a table of many gates; nothing of a gate that nobody sets. */
export function SettingsSign({ standing }: { readonly standing: FleetStanding | null }): ReactElement | null {
  const { t } = useTranslation();
  if (standing === null) return null;
  const { inForce, trial, waiting } = standing;
  const last = lastGivenBack(standing);
  return (
    <>
      {inForce.length === 0 ? null : (
        <small data-settings="in-force">{t('fleet.settings.held', { versions: inForce.join(', ') })}</small>
      )}
      {trial === null ? null : <small data-settings="trial">{t('fleet.settings.trial', { version: trial })}</small>}
      {waiting.length === 0 ? null : (
        <small data-settings="waiting">{t('fleet.settings.waiting', { versions: waiting.join(', ') })}</small>
      )}
      {last === null ? null : (
        <small data-settings="given-back">
          <a href={hrefOf('settings', [String(last.version)])}>{t('fleet.settings.back', { version: last.version })}</a>
        </small>
      )}
    </>
  );
}
