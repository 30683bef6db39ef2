/** Does every reader of a lane read, and how well? Tried out here without one entry being written. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot, LaneView } from '../../../src-main/contract/gate-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { ReaderStatus } from '../../../src-main/contract/status-api.ts';
import { Button } from '../../parts/button.tsx';
import { drawQr } from '../../parts/draw-qr.ts';
import { DiagnosticsCard } from '../readiness/diagnostics-card.tsx';
import { ReaderHealth } from './reader-health.tsx';
import { CameraSignal, WedgeSignalLine } from './reader-signal.tsx';
import styles from './settings-screen.module.css';
import { TEST_CODES } from './test-codes.ts';
import { TestOpening } from './test-opening.tsx';
import { TriedCode } from './tried-code.tsx';
import { useTrial } from './use-trial.ts';

export type TestSectionProps = { readonly snapshot: GateSnapshot; readonly tried: Tried | null };

export function TestSection({ snapshot, tried }: TestSectionProps): ReactElement {
  const { t } = useTranslation();
  const [laneId, setLaneId] = useState<string | null>(null);
  const isUnanswered = useTrial(laneId);
  return (
    <div className={styles.rows}>
      <p className={styles.hint}>{t('selfTest.hint')}</p>
      {snapshot.lanes.map((lane) => (
        <LaneTest
          key={lane.id}
          lane={lane}
          hasBarrier={snapshot.settings.barriers.some((barrier) => barrier.laneId === lane.id)}
          readers={snapshot.status.readers.filter((reader) => reader.laneId === lane.id)}
          isOn={lane.id === laneId}
          isUnanswered={isUnanswered}
          tried={tried?.shown.laneId === lane.id ? tried : null}
          onSwitch={(isOn) => setLaneId(isOn ? lane.id : null)}
        />
      ))}
      <TestCodes />
      <DiagnosticsCard />
    </div>
  );
}

type LaneTestProps = {
  readonly lane: LaneView;
  readonly hasBarrier: boolean;
  readonly readers: readonly ReaderStatus[];
  readonly isOn: boolean;
  readonly isUnanswered: boolean;
  readonly tried: Tried | null;
  readonly onSwitch: (isOn: boolean) => void;
};

function LaneTest({ lane, hasBarrier, readers, isOn, isUnanswered, tried, onSwitch }: LaneTestProps): ReactElement {
  const { t } = useTranslation();
  return (
    <section className={styles.card} data-testid="lane-test" data-lane={lane.id} data-on={isOn}>
      <header className={styles.cardHead}>
        <h3>{lane.name}</h3>
        <Button weight={isOn ? 'plain' : 'main'} data-testid="switch-test" onClick={() => onSwitch(!isOn)}>
          {isOn ? t('selfTest.stop') : t('selfTest.start')}
        </Button>
      </header>
      {isOn ? <p role="status">{isUnanswered ? t('selfTest.noAnswer') : t('selfTest.on')}</p> : null}
      {readers.length === 0 ? <p>{t('selfTest.noReader')}</p> : null}
      {readers.map((reader) => (
        <ReaderTest key={reader.id} reader={reader} isOn={isOn} tried={tried?.readerId === reader.id ? tried : null} />
      ))}
      {isOn && tried === null && readers.length > 0 ? <p className={styles.hint}>{t('selfTest.nothingYet')}</p> : null}
      {hasBarrier ? <TestOpening laneId={lane.id} /> : null}
    </section>
  );
}

type ReaderTestProps = { readonly reader: ReaderStatus; readonly isOn: boolean; readonly tried: Tried | null };

function ReaderTest({ reader, isOn, tried }: ReaderTestProps): ReactElement {
  const { t } = useTranslation();
  return (
    <div data-reader={reader.id}>
      <h4>{t(`reader.${reader.kind}`)}</h4>
      <ReaderHealth status={reader} />
      {isOn && reader.kind === 'camera' ? <CameraSignal readerId={reader.id} /> : null}
      {isOn && reader.kind === 'wedge' ? <WedgeSignalLine /> : null}
      {isOn && tried !== null ? <TriedCode tried={tried} /> : null}
    </div>
  );
}

function TestCodes(): ReactElement {
  const { t } = useTranslation();
  const [pictures, setPictures] = useState<readonly string[]>([]);
  useEffect(() => {
    let isGone = false;
    void Promise.all(TEST_CODES.map(({ text }) => drawQr(text))).then((drawn) => {
      if (!isGone) setPictures(drawn);
    });
    return () => {
      isGone = true;
    };
  }, []);
  return (
    <section className={styles.card}>
      <h3>{t('selfTest.codes.title')}</h3>
      <p className={styles.hint}>{t('selfTest.codes.hint')}</p>
      <div className={styles.testCodes}>
        {TEST_CODES.map(({ kind }, index) => (
          <figure key={kind}>
            {pictures[index] === undefined ? null : (
              <img
                src={pictures[index]}
                alt={t('selfTest.codes.alt', { kind: t(`kind.${kind}`) })}
                data-testid="test-code"
              />
            )}
            <figcaption>{t(`kind.${kind}`)}</figcaption>
          </figure>
        ))}
      </div>
    </section>
  );
}
