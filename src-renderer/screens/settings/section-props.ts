/** What does every section of the settings get? */

import type { Settings } from '../../../src-main/contract/settings.ts';
import type { DraftError } from './settings-draft.ts';

/** What every section is given. */
export type SectionProps = {
  readonly draft: Settings;
  readonly errors: readonly DraftError[];
  readonly onDraft: (draft: Settings) => void;
};
