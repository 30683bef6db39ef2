/** What may a collector say of its work? */

/** Device ids, counts and reason words; never what an entry says. */
export type Log = (event: string, fields?: Readonly<Record<string, string | number>>) => void;
