/** Where is this, how many came today, and what time is it? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import emblem from '../../resources/icons/gac-cong.svg';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import { dayStartUtcMs, emptyTally } from '../../src-main/core/entry/tally.ts';
import { Button } from './button.tsx';
import { Figures } from './figures.tsx';
import { groupedNumber } from './grouped-number.ts';
import { Icon } from './icons.tsx';
import styles from './top-bar.module.css';
import { UnlockedChip } from './unlocked-chip.tsx';
import { useNowUtcMs } from './use-now.ts';
import type { Hearing } from './use-verdict-sound.ts';
import { silenceOf } from './use-verdict-sound.ts';
import { vietnamDate, vietnamTime } from './vietnam-time.ts';

export type TopBarProps = {
  readonly snapshot: GateSnapshot;
  readonly hearing: Hearing;
  readonly onMenu: () => void;
  readonly onSettings: () => void;
  readonly onSound: () => void;
};

const SILENCE_WORDS = { muted: 'status.muted', locked: 'status.soundLocked', 'no-output': 'sound.noOutput' } as const;

export function TopBar({ snapshot, hearing, onMenu, onSettings, onSound }: TopBarProps): ReactElement {
  const { t } = useTranslation();
  const nowUtcMs = useNowUtcMs();
  const { venue } = snapshot.settings;
  const silence = silenceOf(snapshot.settings.screen.volume, hearing);
  const isDoubtful = snapshot.status.clock.state === 'doubtful';
  return (
    <header className={styles.bar}>
      <div className={styles.venue}>
        <img src={emblem} alt="" width="44" height="44" />
        <h1>{venue.name === '' ? t(`venueKind.${venue.kind}`) : venue.name}</h1>
      </div>
      <Today snapshot={snapshot} nowUtcMs={nowUtcMs} />
      <p className={styles.clock} data-doubtful={isDoubtful}>
        {isDoubtful ? <Icon name="warning" /> : null}
        <span>
          <span className={styles.time}>
            <Figures>{vietnamTime(nowUtcMs)}</Figures>
          </span>
          <span className={styles.date}>{vietnamDate(nowUtcMs)}</span>
        </span>
      </p>
      <div className={styles.settings}>
        {silence === null ? null : (
          <div className={styles.silent} data-testid="silent" data-silence={silence}>
            <Button icon="muted" onClick={onSound}>
              {t(SILENCE_WORDS[silence])}
            </Button>
          </div>
        )}
        <Button icon="menu" data-testid="open-menu" onClick={onMenu}>
          {t('menu.open')}
        </Button>
        <Button icon="settings" data-testid="open-settings" onClick={onSettings}>
          {t('settings.open')}
        </Button>
      </div>
      <div className={styles.unlocked}>
        <UnlockedChip />
      </div>
    </header>
  );
}

function Today({ snapshot, nowUtcMs }: { readonly snapshot: GateSnapshot; readonly nowUtcMs: number }): ReactElement {
  const { t } = useTranslation();
  // The gate counts anew with the first scan after midnight; until then its counts are yesterday's.
  const isToday = snapshot.tally.dayStartUtcMs === dayStartUtcMs(nowUtcMs);
  const tally = isToday ? snapshot.tally : emptyTally(nowUtcMs);
  const counts = [
    ['in', tally.admittedIn],
    ['out', tally.admittedOut],
    ['check', tally.checked],
    ['refuse', tally.refused],
    ['manual', tally.manual],
  ] as const;
  return (
    <dl className={styles.today} aria-label={t('tally.title')}>
      {counts.map(([key, count]) => (
        <div key={key} data-count={key}>
          <dt>{t(`tally.${key}`)}</dt>
          <dd>
            <Figures>{groupedNumber(count, snapshot.settings.screen.language)}</Figures>
          </dd>
        </div>
      ))}
    </dl>
  );
}
