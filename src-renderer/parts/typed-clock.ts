/** Which time of the day did somebody type, in any of the ways that people here write it? */

/** `19:30`, `19h30`, `19.30` or `1930` as `19:30`; `null` for what is no time. No field of the browser's own: on a machine set to English it asks for AM or PM. */
export function typedClock(text: string): string | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.h]?([0-5]\d)$/i.exec(text.trim()) ?? [];
  return hours === undefined ? null : `${hours.padStart(2, '0')}:${minutes}`;
}
