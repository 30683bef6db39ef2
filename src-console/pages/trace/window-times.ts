/** What does a field for date and time say in Vietnam, and what is the window that two of them make? */

const VIETNAM_OFFSET_MS = 7 * 3_600_000;

/** `2026-11-29T07:05`, as the field has it; `null` where it is empty or none. */
export function readVietnamTime(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const atUtcMs = Date.parse(`${text.slice(0, 16)}:00Z`) - VIETNAM_OFFSET_MS;
  return Number.isNaN(atUtcMs) ? null : atUtcMs;
}

export function writeVietnamTime(atUtcMs: number): string {
  return new Date(atUtcMs + VIETNAM_OFFSET_MS).toISOString().slice(0, 16);
}
