/** How is a moment typed? As on the clocks of Vietnam, whatever clock the browser has. */

const VIETNAM_MS = 7 * 3_600_000;

/** As `<input type="datetime-local">` has it: `2026-11-29T17:05`. */
export function typedInstant(atUtcMs: number): string {
  return new Date(atUtcMs + VIETNAM_MS).toISOString().slice(0, 16);
}

/** `null` where it is no moment. */
export function instantOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const atUtcMs = Date.parse(`${text.slice(0, 16)}:00+07:00`);
  return Number.isNaN(atUtcMs) ? null : atUtcMs;
}
