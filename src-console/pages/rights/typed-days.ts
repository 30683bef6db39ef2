/** Which days did somebody type, one a line, as they are written in Vietnam? */

const DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

export type TypedDays =
  | { readonly type: 'days'; readonly days: readonly string[] }
  /** `line`: from 1, the first that is no day. */
  | { readonly type: 'wrong'; readonly line: number };

/** `29/11/2026`, one a line; empty lines count for nothing. Days come back as `YYYY-MM-DD`, each once, in their order. */
export function typedDays(text: string): TypedDays {
  const days = new Set<string>();
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const day = dayOf(line.trim());
    if (day === null) return { type: 'wrong', line: index + 1 };
    days.add(day);
  }
  return { type: 'days', days: [...days].sort() };
}

/** As `typedDays` reads it. */
export function daysText(days: readonly string[]): string {
  return days.map((day) => day.split('-').reverse().join('/')).join('\n');
}

/** `null` for 31/02 too. */
function dayOf(line: string): string | null {
  const [, day = '', month = '', year = ''] = DAY.exec(line) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const atUtcMs = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(atUtcMs) || new Date(atUtcMs).toISOString().slice(0, 10) !== iso ? null : iso;
}
