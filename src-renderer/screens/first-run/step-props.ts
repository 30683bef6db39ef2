/** What does each step of the first run get? */

import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { SetupStep } from '../../../src-main/contract/setup-settings.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import type { SectionProps } from '../settings/section-props.ts';

export type StepProps = SectionProps & {
  readonly snapshot: GateSnapshot;
  readonly tried: Tried | null;
  readonly scannedSetupCode: string | null;
  readonly onCodeTaken: () => void;
  readonly onSound: (verdict: Verdict) => void;
  /** A setup file is in force; the steps that it answered. */
  readonly onApplied: (covered: readonly SetupStep[]) => void;
};
