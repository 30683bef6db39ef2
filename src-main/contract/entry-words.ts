/** By what is an entry called, and with which words does it say why? For every part of the contract. */

import { z } from 'zod';
import { CODE_WARNINGS, UNREADABLE_REASONS } from '../core/code/code.ts';
import { DECISION_REASONS, GUARD_CORRECTIONS, STORE_FAILURES } from '../core/entry/verdict.ts';

export const entryId = z.strictObject({ device: z.string(), epoch: z.string(), seq: z.int().min(1) });

export const reason = z.enum([
  ...DECISION_REASONS,
  ...GUARD_CORRECTIONS,
  ...CODE_WARNINGS,
  ...UNREADABLE_REASONS,
  ...STORE_FAILURES,
]);
