/** How are the gates of a unit, and which of them has somebody to look into? */

import type { ReactElement } from 'react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Alarm } from '../../../src-collector/contract/fleet-calls.ts';
import { ALARMS } from '../../../src-collector/contract/fleet-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { vietnamTime } from '../../../src-renderer/parts/vietnam-time.ts';
import { useSession } from '../../door/door-context.ts';
import { useAsked } from '../../door/use-call.ts';
import type { PageProps } from '../../page-props.ts';
import { Answered } from '../../parts/answered.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { useRefreshing } from '../../parts/use-refreshing.ts';
import type { Place } from '../../place.ts';
import { hrefOf } from '../../place.ts';
import { AlarmFilter } from './alarm-filter.tsx';
import styles from './fleet-page.module.css';
import { GatePage } from './gate-page.tsx';
import { GateTable } from './gate-table.tsx';
import { Overview } from './overview.tsx';
import { UnitPath } from './unit-path.tsx';

/** `#/fleet/<unit…>?alarm=…&after=…`, and one gate by `?gate=…`. */
export function FleetPage({ place }: PageProps): ReactElement {
  const { gate } = place.asked;
  return gate === undefined ? <Fleet place={place} /> : <GatePage key={gate} device={gate} path={place.path} />;
}

const GATES_A_PAGE = 100;

function Fleet({ place }: { readonly place: Place }): ReactElement {
  const { t } = useTranslation();
  const session = useSession();
  const unit = place.path.length === 0 ? session.unit : place.path;
  const alarm = alarmOf(place.asked.alarm);
  const after = place.asked.after ?? null;
  const overview = useAsked('fleet.overview', { unit: [...unit] });
  const gates = useAsked('fleet.gates', { unit: [...unit], alarm, afterDevice: after, limit: GATES_A_PAGE });
  const { again: overviewAgain } = overview;
  const { again: gatesAgain } = gates;
  const again = useCallback(() => {
    overviewAgain();
    gatesAgain();
  }, [overviewAgain, gatesAgain]);
  const { refreshedAtUtcMs, nowUtcMs } = useRefreshing(gates.output, again);
  const isStale = overview.refused !== null || gates.refused !== null;

  return (
    <PageFrame
      title={t('fleet.title')}
      above={<UnitPath unit={unit} own={session.unit} asked={{ alarm: place.asked.alarm ?? '' }} />}
      about={t('fleet.about')}
      actions={
        <>
          {refreshedAtUtcMs === null ? null : (
            <span className={styles.refreshed} data-testid="refreshed" data-stale={isStale}>
              {t(isStale ? 'fleet.stale' : 'fleet.refreshed', { time: vietnamTime(refreshedAtUtcMs) })}
            </span>
          )}
          <Button icon="refresh" onClick={again}>
            {t('fleet.refresh')}
          </Button>
        </>
      }
    >
      <Answered asked={overview}>
        {(output) => (
          <>
            <Overview overview={output} nowUtcMs={nowUtcMs} />
            <AlarmFilter overview={output} alarm={alarm} path={place.path} />
          </>
        )}
      </Answered>
      <Answered asked={gates}>
        {({ gates: shown, nextAfterDevice }) => (
          <>
            <GateTable gates={shown} nowUtcMs={nowUtcMs} path={place.path} isFiltered={alarm !== null} />
            <nav className={styles.pages} aria-label={t('fleet.table.caption')} data-print="never">
              {after === null ? null : (
                <a className={styles.link} href={hrefOf('fleet', place.path, { alarm: place.asked.alarm ?? '' })}>
                  {t('fleet.table.first')}
                </a>
              )}
              {nextAfterDevice === null ? null : (
                <a
                  className={styles.link}
                  data-testid="next-page"
                  href={hrefOf('fleet', place.path, { alarm: place.asked.alarm ?? '', after: nextAfterDevice })}
                >
                  {t('fleet.table.next')}
                </a>
              )}
            </nav>
          </>
        )}
      </Answered>
    </PageFrame>
  );
}

/** What stands in an address and is no alarm counts as none: all gates are shown. */
function alarmOf(text: string | undefined): Alarm | 'any' | null {
  if (text === 'any') return 'any';
  return ALARMS.find((alarm) => alarm === text) ?? null;
}
