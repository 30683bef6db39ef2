/** What did the caller of a bench ask for? */

/** The number behind `--name`, or its default. Throws on anything that is not a positive whole number. */
export function numberOption(name: string, fallback: number): number {
  const index = process.argv.indexOf(`--${name}`);
  if (index === -1) return fallback;
  const value = Number(process.argv[index + 1]);
  if (!Number.isInteger(value) || value <= 0) throw new Error(`--${name} wants a positive whole number`);
  return value;
}

/** Whether the last line of standard output is to be one JSON object. */
export function wantsJson(): boolean {
  return process.argv.includes('--json');
}

/** The text behind `--name`, or `null`. */
export function textOption(name: string): string | null {
  const index = process.argv.indexOf(`--${name}`);
  return index === -1 ? null : (process.argv[index + 1] ?? null);
}
