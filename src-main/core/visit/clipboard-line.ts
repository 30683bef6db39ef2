/** What is put on the clipboard for another program? One field, or a line of several. */

import type { PartialDate } from '../code/code.ts';
import type { CopyField } from './visit-note.ts';

/** By the words of the settings. */
export const SEPARATORS = { tab: '\t', semicolon: ';', comma: ',', bar: '|' } as const;
export type SeparatorName = keyof typeof SEPARATORS;

export type CopyValues = Readonly<Record<CopyField, string | null>>;

/** Always as many columns as fields: what is not known is an empty one, and a value never brings a separator of its own. */
export function clipboardLine(values: CopyValues, fields: readonly CopyField[], separator: SeparatorName): string {
  const mark = SEPARATORS[separator];
  return fields
    .map((field) =>
      (values[field] ?? '')
        .replaceAll(mark, ' ')
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim(),
    )
    .join(mark);
}

/** `05/03/2003`, or only the year where no more is known. */
export function dateText(date: PartialDate | null): string | null {
  if (date === null) return null;
  const year = String(date.year).padStart(4, '0');
  return date.precision === 'year' ? year : `${two(date.day)}/${two(date.month)}/${year}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
