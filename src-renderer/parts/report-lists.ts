/** Which choices does the contract allow for reports and files? Copies without its checker, so that the screen's bundle carries no zod. */

import type { SHORTEST_REASON as CONTRACT_SHORTEST_REASON, ExportFormat } from '../../src-main/contract/report-api.ts';
import type { Settings } from '../../src-main/contract/settings.ts';

/** A test holds that none is missing and the order is the same. */
export const EXPORT_FORMATS: readonly ExportFormat[] = ['csv', 'xlsx', 'pdf'];

export const SHORTEST_REASON: typeof CONTRACT_SHORTEST_REASON = 5;

export const EXPORT_SCHEDULES: readonly Settings['exports']['schedule'][] = ['off', 'daily', 'weekly', 'monthly'];

export const EXPORT_WHATS: readonly Settings['exports']['what'][] = ['report', 'entries', 'both'];
