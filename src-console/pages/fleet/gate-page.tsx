/** How is one gate, and what has to be done about it? */

import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetGate } from '../../../src-collector/contract/fleet-calls.ts';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { vietnamTime } from '../../../src-renderer/parts/vietnam-time.ts';
import { useSession } from '../../door/door-context.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { BackTo } from '../../parts/back-to.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { useRefreshing } from '../../parts/use-refreshing.ts';
import { hrefOf } from '../../place.ts';
import styles from './fleet-page.module.css';
import { FromAfar } from './from-afar.tsx';
import { GivenBack } from './given-back.tsx';
import { toneOf } from './gravest-first.ts';
import { lastGivenBack } from './last-given-back.ts';
import { PresenceSign } from './presence-sign.tsx';
import { RevokeGate } from './revoke-gate.tsx';
import { SelfTestSign } from './self-test-sign.tsx';
import { useFleetWords } from './use-fleet-words.ts';

export type GatePageProps = { readonly device: string; readonly path: readonly string[] };

export function GatePage({ device, path }: GatePageProps): ReactElement {
  const { t } = useTranslation();
  const session = useSession();
  const unit = path.length === 0 ? session.unit : path;
  const asked = useAsked('fleet.gates', { unit: [...unit], device, limit: 1 });
  const { refreshedAtUtcMs, nowUtcMs } = useRefreshing(asked.output, asked.again);
  const gate = asked.output?.gates[0];
  return (
    <PageFrame
      title={gate === undefined || gate.venueName === '' ? t('fleet.unnamed') : gate.venueName}
      above={<BackTo href={hrefOf('fleet', path)}>{t('fleet.gate.back')}</BackTo>}
      about={gate === undefined ? undefined : gate.unit.join(' › ') || t('fleet.noUnit')}
      actions={
        refreshedAtUtcMs === null ? null : (
          <span className={styles.refreshed}>
            {t(asked.refused === null ? 'fleet.refreshed' : 'fleet.stale', { time: vietnamTime(refreshedAtUtcMs) })}
          </span>
        )
      }
    >
      <Answered asked={asked}>
        {({ gates: [one] }) =>
          one === undefined ? (
            <EmptyState icon="search" title={t('fleet.gate.missing')} hint={t('fleet.gate.missingDo')} />
          ) : (
            <Gate gate={one} nowUtcMs={nowUtcMs} onRevoked={asked.again} />
          )
        }
      </Answered>
    </PageFrame>
  );
}

type OneGateProps = { readonly gate: FleetGate; readonly nowUtcMs: number; readonly onRevoked: () => void };

function Gate({ gate, nowUtcMs, onRevoked }: OneGateProps): ReactElement {
  const { t } = useTranslation();
  const words = useFleetWords();
  const { report, alarms } = gate;
  const isGivenBack = lastGivenBack(report?.fromAfar ?? null) !== null;
  const hasToDo = alarms.length > 0 || isGivenBack || (report !== null && report.troubles.length > 0);
  return (
    <>
      <Section title={t('fleet.gate.toDo')}>
        {hasToDo ? (
          alarms.map((alarm) => (
            <Notice key={alarm} tone={toneOf(alarm)}>
              <span data-alarm={alarm}>
                <strong>{t(`fleet.alarm.${alarm}.name`)}. </strong>
                {t(`fleet.alarm.${alarm}.do`)}
              </span>
            </Notice>
          ))
        ) : (
          <p>{t('fleet.gate.nothing')}</p>
        )}
        <GivenBack standing={report?.fromAfar ?? null} />
        {report === null || report.troubles.length === 0 ? null : (
          <div>
            <h3 className={styles.heading}>{t('fleet.gate.troubles')}</h3>
            <ul className={styles.list}>
              {report.troubles.map((trouble) => (
                <li key={trouble}>{words.trouble(trouble)}</li>
              ))}
            </ul>
          </div>
        )}
      </Section>
      <Section title={t('fleet.gate.state')}>
        <dl className={styles.facts}>
          <Fact name={t('fleet.table.heard')}>
            <PresenceSign gate={gate} nowUtcMs={nowUtcMs} />
          </Fact>
          <Fact name={t('fleet.gate.standing')}>{words.standing(gate.standing)}</Fact>
          <Fact name={t('fleet.gate.kind')}>
            {gate.venueKind === 'unknown' ? t('fleet.unknown') : words.venueKind(gate.venueKind)}
          </Fact>
          <Fact name={t('fleet.gate.id')}>
            <code>{gate.device}</code>
          </Fact>
          <Fact name={t('fleet.gate.enrolled')}>{words.at(gate.enrolledAtUtcMs)}</Fact>
          <Fact name={t('fleet.gate.lastEntry')}>
            {gate.lastEntryAtUtcMs === null ? t('fleet.unknown') : words.at(gate.lastEntryAtUtcMs)}
          </Fact>
          {report === null ? (
            <Fact name={t('fleet.table.version')}>{t('fleet.noReport')}</Fact>
          ) : (
            <>
              <Fact name={t('fleet.table.waiting')}>{t('fleet.waiting', { count: report.pending })}</Fact>
              {report.oldestPendingAtUtcMs === null ? null : (
                <Fact name={t('fleet.gate.oldest')}>
                  {`${words.at(report.oldestPendingAtUtcMs)} · ${words.age(report.oldestPendingAtUtcMs, nowUtcMs)}`}
                </Fact>
              )}
              <Fact name={t('fleet.gate.quarantined')}>{t('fleet.waiting', { count: report.quarantined })}</Fact>
              <Fact name={t('fleet.selfTest.head')}>
                <SelfTestSign test={report.selfTest} nowUtcMs={nowUtcMs} />
              </Fact>
              <Fact name={t('fleet.table.version')}>{report.version}</Fact>
              <Fact name={t('fleet.gate.fromAfar')}>
                <FromAfar standing={report.fromAfar} />
              </Fact>
              <Fact name={t('fleet.table.clock')}>{words.clockOffset(report.clockOffsetMs)}</Fact>
              <Fact name={t('fleet.table.disk')}>{words.bytes(report.freeBytes)}</Fact>
              <Fact name={t('fleet.table.readers')}>
                <ul className={styles.list}>
                  {report.readers.map(({ kind, state }, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two readers of one kind differ by their place alone
                    <li key={index}>{`${words.reader(kind)}: ${words.readerState(state)}`}</li>
                  ))}
                </ul>
              </Fact>
            </>
          )}
        </dl>
      </Section>
      {gate.standing === 'trusted' ? <RevokeGate gate={gate} onRevoked={onRevoked} /> : null}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactElement {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
