/** Which part of the audit log is asked for, as the address says it? */

export type AuditFilter = {
  readonly by?: string;
  /** An area of calls, or one call. */
  readonly call?: string;
  readonly day?: string;
  readonly isRefused?: true;
};

/** An address is typed by anybody: what is no filter is left out. */
export function askedOf(asked: Readonly<Record<string, string>>): {
  readonly filter: AuditFilter;
  readonly beforeId: number | null;
} {
  const { by = '', call = '', day = '', refused = '', before = '' } = asked;
  return {
    filter: {
      ...(by !== '' && by.length <= 60 ? { by } : {}),
      ...(/^[a-z]{1,30}(\.[a-zA-Z-]{1,40})?$/.test(call) ? { call } : {}),
      ...(isDay(day) ? { day } : {}),
      ...(refused === '1' ? { isRefused: true } : {}),
    },
    beforeId: /^[1-9]\d{0,14}$/.test(before) ? Number(before) : null,
  };
}

export function wordsOf({ by = '', call = '', day = '', isRefused }: AuditFilter): Readonly<Record<string, string>> {
  return { by, call, day, refused: isRefused === true ? '1' : '' };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
