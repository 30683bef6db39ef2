/** What does the app hand to the settings screen? */

import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../../gate-state.ts';
import type { CameraSettings } from '../../parts/camera-view.tsx';
import type { ReadCode } from '../../parts/submit-code.ts';
import type { Section } from './settings-draft.ts';

export type SettingsScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly firstSection: Section;
  /** The administrator's time is up: what was not saved is kept until the PIN is typed again. */
  readonly isLocked: boolean;
  readonly verdict: ScreenVerdict | null;
  /** The last code on a lane that is being tried out. */
  readonly tried: Tried | null;
  readonly verdictLaneName: string | null;
  /** A setup code that was scanned while this screen is open. */
  readonly scannedSetupCode: string | null;
  readonly onCodeTaken: () => void;
  readonly onCode: (reader: CameraSettings, code: ReadCode) => void;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
  /** Shows language, theme and volume before they are saved; `null` = as the gate has them. */
  readonly onPreview: (screen: Settings['screen'] | null) => void;
  readonly onTestSound: (verdict: Verdict, volume: number) => void;
  readonly onClosed: () => void;
};
