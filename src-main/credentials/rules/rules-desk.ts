/** How are the venue's business rules asked about one certificate? */

import type { RulesOutcome } from '../../core/code/credential.ts';
import type { DccForRules } from '../judged.ts';

/** Never throws; `null` where no rule set is in force. */
export type RulesDesk = (dcc: DccForRules, nowUtcMs: number) => RulesOutcome | null;
