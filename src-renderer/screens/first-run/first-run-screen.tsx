/** How does an empty gate become this venue's, one screen at a time? Each step is on the gate's disk before the next one opens. */

import type { ReactElement } from 'react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { SetupStep } from '../../../src-main/contract/setup-settings.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { SETUP_STEPS } from '../../parts/contract-lists.ts';
import { useGate } from '../../parts/gate-context.ts';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { hasChanges } from '../settings/settings-draft.ts';
import styles from './first-run.module.css';
import { firstRunToSave, isAsTyped, stepBeside, stepErrors } from './first-run-draft.ts';
import { StepContent } from './step-content.tsx';

export type FirstRunProps = {
  readonly snapshot: GateSnapshot;
  readonly echo: VerdictEcho;
  /** The last code on a lane that is being tried out. */
  readonly tried: Tried | null;
  /** A setup code that was scanned while this page is open. */
  readonly scannedSetupCode: string | null;
  readonly onCodeTaken: () => void;
  readonly onSound: (verdict: Verdict) => void;
  readonly onClosed: () => void;
};

/** So long after the last key is a step saved by itself: a machine that is switched off loses no more than that. */
const SAVE_AFTER_MS = 1_000;

/** A slow disk is no reason to press again. */
const SAVE_WITHIN_MS = 10_000;

type Trouble = 'invalid' | 'cannot-write' | 'no-answer';

export function FirstRunScreen(props: FirstRunProps): ReactElement {
  const { snapshot, echo, tried, scannedSetupCode, onCodeTaken, onSound, onClosed } = props;
  const { t } = useTranslation();
  const live = snapshot.settings;
  const [changed, setChanged] = useState<Settings | null>(null);
  const [step, setStep] = useState<SetupStep>(live.setup.step ?? 'language');
  const [covered, setCovered] = useState<readonly SetupStep[]>([]);
  const [mayShowErrors, setMayShowErrors] = useState(false);
  const { trouble, save } = useSave(live, changed, setChanged);
  const title = useRef<HTMLHeadingElement>(null);
  const draft = changed ?? live;
  const errors = stepErrors(step, draft);
  const before = stepBeside(step, -1, covered);
  const next = stepBeside(step, 1, covered);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step begins at its title.
  useEffect(() => title.current?.focus(), [step]);

  async function goTo(wanted: SetupStep): Promise<void> {
    const isOn = SETUP_STEPS.indexOf(wanted) > SETUP_STEPS.indexOf(step);
    setMayShowErrors(isOn);
    if (isOn && errors.length > 0) return;
    const setup = { ...live.setup, step: live.setup.doneAtUtcMs === null ? wanted : null };
    if (!(await save({ ...draft, setup }))) return;
    setMayShowErrors(false);
    setStep(wanted);
  }

  async function finish(): Promise<void> {
    if (await save({ ...draft, setup: { doneAtUtcMs: Date.now(), step: null } })) onClosed();
  }

  return (
    <Page isNarrow name="first-run" title={t('firstRun.title')} echo={echo} onClosed={onClosed}>
      <Progress step={step} covered={covered} />
      <section className={styles.step} data-step={step} aria-labelledby="first-run-step">
        <h2 id="first-run-step" ref={title} tabIndex={-1}>
          {t(`firstRun.step.${step}`)}
        </h2>
        <StepContent
          step={step}
          snapshot={snapshot}
          draft={draft}
          errors={mayShowErrors ? errors : []}
          tried={tried}
          scannedSetupCode={scannedSetupCode}
          onCodeTaken={onCodeTaken}
          onDraft={setChanged}
          onSound={onSound}
          onApplied={(answered) => {
            setChanged(null);
            setCovered(answered);
            setStep(SETUP_STEPS.find((each) => !answered.includes(each)) ?? 'pins');
          }}
        />
      </section>
      <footer className={styles.foot}>
        {before === null ? (
          <span />
        ) : (
          <Button isLarge icon="back" data-testid="step-back" onClick={() => void goTo(before)}>
            {t('firstRun.back')}
          </Button>
        )}
        <p role="status" className={trouble === null ? styles.calm : styles.trouble}>
          {trouble === null ? t('firstRun.kept') : t(`firstRun.trouble.${trouble}`)}
        </p>
        {next === null ? (
          <Button isLarge weight="main" icon="done" data-testid="step-finish" onClick={() => void finish()}>
            {t('firstRun.finish')}
          </Button>
        ) : (
          <Button isLarge weight="main" data-testid="step-next" onClick={() => void goTo(next)}>
            {t('firstRun.next')}
          </Button>
        )}
      </footer>
    </Page>
  );
}

/** Keys that are pressed while an earlier state is on its way stay: only what was saved stops being a change. */
function useSave(
  live: Settings,
  changed: Settings | null,
  setChanged: (next: (now: Settings | null) => Settings | null) => void,
): { readonly trouble: Trouble | null; readonly save: (draft: Settings) => Promise<boolean> } {
  const gate = useGate();
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  async function save(draft: Settings, isStillTyped = false): Promise<boolean> {
    const call = { settings: firstRunToSave(draft, live) };
    const answer = await gate.ask((client) => client.saveSettings(call), SAVE_WITHIN_MS);
    if (answer.type !== 'answered') setTrouble('no-answer');
    else if (answer.value.type === 'refused') setTrouble(answer.value.reason);
    else {
      setTrouble(null);
      if (!isStillTyped || isAsTyped(draft, live)) setChanged((now) => (now === changed ? null : now));
      return true;
    }
    return false;
  }

  const saveQuietly = useEffectEvent((draft: Settings): void => {
    const isWhole = [...stepErrors('lanes', draft)].length === 0;
    if (isWhole && hasChanges(draft, live)) void save(draft, true);
  });
  useEffect(() => {
    if (changed === null) return undefined;
    const timer = setTimeout(() => saveQuietly(changed), SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [changed]);
  return { trouble, save };
}

function Progress({
  step,
  covered,
}: {
  readonly step: SetupStep;
  readonly covered: readonly SetupStep[];
}): ReactElement {
  const { t } = useTranslation();
  const at = SETUP_STEPS.indexOf(step);
  return (
    <ol className={styles.progress} aria-label={t('firstRun.progress', { n: at + 1, all: SETUP_STEPS.length })}>
      {SETUP_STEPS.map((each, index) => (
        <li
          key={each}
          aria-current={each === step ? 'step' : undefined}
          data-done={index < at || covered.includes(each)}
        >
          <span>{index + 1}</span> {t(`firstRun.short.${each}`)}
        </li>
      ))}
    </ol>
  );
}
