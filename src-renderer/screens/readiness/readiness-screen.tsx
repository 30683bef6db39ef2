/** Is this gate ready for the shift? A test that goes by itself within a minute, and what was found before. */

import type { ReactElement, ReactNode } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Examination, SelfTest, SelfTests } from '../../../src-main/contract/readiness-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { Notice } from '../../parts/notice.tsx';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { printPage } from '../../parts/print-page.ts';
import type { Hearing } from '../../parts/use-verdict-sound.ts';
import { silenceOf } from '../../parts/use-verdict-sound.ts';
import { FindingList, gravestFirst } from './finding-list.tsx';
import { LaneStage } from './lane-stage.tsx';
import styles from './readiness-screen.module.css';
import { ReadinessSheet } from './readiness-sheet.tsx';
import { leftMs, stageOf } from './self-test-run.ts';
import { SoundStage } from './sound-stage.tsx';
import { momentOf, ResultBanner, TestResult } from './test-result.tsx';
import type { SelfTestControls, SelfTestState } from './use-self-test.ts';
import { useSelfTest } from './use-self-test.ts';

export type ReadinessScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  readonly tried: Tried | null;
  readonly hearing: Hearing;
  readonly onSound: (verdict: Verdict) => void;
  readonly onClosed: () => void;
};

const LOOKED_WITHIN_MS = 20_000;
/** A result of yesterday's shift, large and green, would be taken for today's. */
const LARGE_FOR_MS = 12 * 3_600_000;

export function ReadinessScreen(props: ReadinessScreenProps): ReactElement {
  const { snapshot, echo, tried, hearing, onSound, onClosed } = props;
  const { t } = useTranslation();
  const controls = useSelfTest(snapshot, tried, hearing);
  const { state, begin } = controls;
  const [paper, setPaper] = useState<SelfTest | null>(null);
  useEffect(() => {
    if (paper !== null) void printPage();
  }, [paper]);
  return (
    <Page name="readiness" title={t('readiness.page.title')} echo={echo} onClosed={onClosed}>
      <div className={styles.screen} data-test={state.type}>
        {state.type === 'idle' ? <Before onBegin={begin} onPrint={setPaper} /> : null}
        {state.type === 'running' ? (
          <Running
            state={state}
            controls={controls}
            snapshot={snapshot}
            isSilent={silenceOf(snapshot.settings.screen.volume, hearing) !== null}
            onSound={onSound}
          />
        ) : null}
        {state.type === 'judging' ? <p role="status">{t('readiness.page.finishing')}</p> : null}
        {state.type === 'failed' ? (
          <After onBegin={begin}>
            <Notice tone="alarm">{t('readiness.page.failed')}</Notice>
          </After>
        ) : null}
        {state.type === 'done' ? (
          <After onBegin={begin} onPrint={() => setPaper({ ...state.test })}>
            <TestResult test={state.test} />
            {state.isKept ? null : <Notice tone="warning">{t('readiness.page.notKept')}</Notice>}
          </After>
        ) : null}
      </div>
      {paper === null ? null : <ReadinessSheet test={paper} venueName={snapshot.settings.venue.name} />}
    </Page>
  );
}

/** How the machine is without anybody's help, and what came out the last time. */
function Before(props: { readonly onBegin: () => void; readonly onPrint: (test: SelfTest) => void }): ReactElement {
  const { onBegin, onPrint } = props;
  const { t } = useTranslation();
  const gate = useGate();
  const [now, setNow] = useState<Examination | null>(null);
  const [earlier, setEarlier] = useState<SelfTests['tests']>([]);
  const load = useCallback(
    async (isGone: () => boolean): Promise<void> => {
      const tests = await gate.ask((client) => client.listSelfTests());
      if (tests.type === 'answered' && !isGone()) setEarlier(tests.value.tests);
      const seen = await gate.ask((client) => client.examine(), LOOKED_WITHIN_MS);
      if (seen.type === 'answered' && !isGone()) setNow(seen.value);
    },
    [gate],
  );
  useEffect(() => {
    let isGone = false;
    void load(() => isGone);
    return () => {
      isGone = true;
    };
  }, [load]);
  const [last] = earlier;
  const isOfThisShift = last !== undefined && Date.now() - last.atUtcMs < LARGE_FOR_MS;
  return (
    <>
      <section className={styles.start}>
        <p>{t('readiness.page.about')}</p>
        <Button isLarge autoFocus weight="main" icon="flag" data-testid="begin-test" onClick={onBegin}>
          {t('readiness.page.begin')}
        </Button>
      </section>
      {last === undefined ? <p className={styles.hint}>{t('readiness.page.noEarlier')}</p> : null}
      {isOfThisShift ? <ResultBanner test={last} /> : null}
      <section data-testid="machine-now" data-seen={now !== null}>
        <h2>{t('readiness.page.now')}</h2>
        {now === null ? (
          <p role="status">{t('readiness.page.looking')}</p>
        ) : (
          <FindingList findings={gravestFirst(now.findings)} />
        )}
      </section>
      {earlier.length === 0 ? null : (
        <details className={styles.more}>
          <summary>{t('readiness.page.earlier')}</summary>
          <ul className={styles.earlier}>
            {earlier.map((test) => (
              <li key={test.atUtcMs} data-result={test.result}>
                <span>{momentOf(test.atUtcMs)}</span>
                <strong>{t(`readiness.page.result.${test.result}`)}</strong>
                <Button icon="print" onClick={() => onPrint({ ...test })}>
                  {t('readiness.page.print')}
                </Button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type RunningProps = Pick<ReadinessScreenProps, 'snapshot' | 'onSound'> & {
  readonly state: Extract<SelfTestState, { type: 'running' }>;
  readonly controls: SelfTestControls;
  readonly isSilent: boolean;
};

function Running({ state, controls, snapshot, isSilent, onSound }: RunningProps): ReactElement | null {
  const { t } = useTranslation();
  const { run, nowMs } = state;
  const { tell } = controls;
  const stage = stageOf(run);
  if (stage === null) return null;
  return (
    <>
      <p className={styles.progress}>
        <strong>{t('readiness.page.step', { n: run.at + 1, total: run.stages.length })}</strong>
        <span data-testid="time-left">
          {t('readiness.page.left', { seconds: Math.ceil(leftMs(run, nowMs) / 1_000) })}
        </span>
      </p>
      {stage.type === 'sound' ? (
        <SoundStage isSilent={isSilent} onSound={onSound} onAnswer={(heard) => tell({ type: 'answered', heard })} />
      ) : (
        <LaneStage key={stage.laneId} laneId={stage.laneId} snapshot={snapshot} trials={run.trials} />
      )}
      <div className={styles.answers}>
        <Button isLarge icon="next" data-testid="skip-stage" onClick={() => tell({ type: 'stage-skipped' })}>
          {t('readiness.page.skip')}
        </Button>
        <Button isLarge weight="quiet" data-testid="skip-rest" onClick={() => tell({ type: 'rest-skipped' })}>
          {t('readiness.page.skipRest')}
        </Button>
      </div>
    </>
  );
}

type AfterProps = { readonly onBegin: () => void; readonly onPrint?: () => void; readonly children: ReactNode };

function After({ onBegin, onPrint, children }: AfterProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {children}
      <div className={styles.answers}>
        <Button isLarge icon="refresh" data-testid="test-again" onClick={onBegin}>
          {t('readiness.page.again')}
        </Button>
        {onPrint === undefined ? null : (
          <Button isLarge icon="print" data-testid="print-test" onClick={onPrint}>
            {t('readiness.page.print')}
          </Button>
        )}
      </div>
    </>
  );
}
