/** What can a hospital set? */

import { z } from 'zod';
import type { SeparatorName } from '../core/visit/clipboard-line.ts';
import { SEPARATORS } from '../core/visit/clipboard-line.ts';
import { COPY_FIELDS } from '../core/visit/visit-note.ts';

/** As they stand on most doors; a hospital writes its own in their place. */
const USUAL_DEPARTMENTS = ['Khám bệnh', 'Cấp cứu', 'Nội', 'Ngoại', 'Sản', 'Nhi', 'Xét nghiệm', 'Thăm bệnh'];
export const SEPARATOR_NAMES = Object.keys(SEPARATORS) as [SeparatorName, ...SeparatorName[]];
export const MOST_DEPARTMENTS = 80;
export const LONGEST_DEPARTMENT = 60;

export const hospitalSettings = z.strictObject({
  departments: z
    .array(z.string().trim().min(1).max(LONGEST_DEPARTMENT))
    .max(MOST_DEPARTMENTS)
    .default(USUAL_DEPARTMENTS),
  /** So far apart may the two cards of one person be read. */
  joinMinutes: z.int().min(1).max(60).default(5),
  /** What the button *copy all* copies, in this order. */
  copyFields: z
    .array(z.enum(COPY_FIELDS))
    .min(1)
    .max(COPY_FIELDS.length)
    .default(['idNumber', 'name', 'birthDate', 'sex', 'insuranceNumber', 'insuranceFrom', 'insuranceTo', 'department']),
  separator: z.enum(SEPARATOR_NAMES).default('tab'),
});
