/** Where do reports and lists go as files, and when by themselves? */

import { z } from 'zod';
import { EXPORT_SCHEDULES } from '../core/report/export-plan.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const;

export const exportSettings = z.strictObject({
  /** As the gate's own system names it; empty = `exports` in the data folder. */
  folder: z.string().trim().max(500).default(''),
  schedule: z.enum(EXPORT_SCHEDULES).default('off'),
  /** Of the day after, in Vietnam. */
  hour: z.int().min(0).max(23).default(6),
  what: z.enum(['report', 'entries', 'both']).default('report'),
  format: z.enum(EXPORT_FORMATS).default('xlsx'),
});
