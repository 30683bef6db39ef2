/** Are these tags as `npm run authority -- tags` prints them, or something that must not be sent? */

export type TagsRead =
  | { readonly type: 'tags'; readonly tags: readonly string[] }
  | { readonly type: 'none' }
  /** `number`: somebody put the person's number in. */
  | { readonly type: 'wrong'; readonly why: 'number' | 'strange' | 'many' };

export const MOST_TAGS = 60;
const TAG = /^[0-9a-f]{64}$/;
/** What the command's answer has around its tags. */
const AROUND = /[\s,;:"'[\]{}]+/;
const WORDS_AROUND: readonly string[] = ['type', 'tags'];

/** The command's whole answer, or its tags one by one. Anything else beside them is no tag. */
export function readTags(text: string): TagsRead {
  const parts = text.split(AROUND).filter((part) => part !== '' && !WORDS_AROUND.includes(part));
  if (parts.length === 0) return { type: 'none' };
  if (looksLikeNumber(text)) return { type: 'wrong', why: 'number' };
  const tags = [...new Set(parts)];
  if (!tags.every((part) => TAG.test(part))) return { type: 'wrong', why: 'strange' };
  return tags.length > MOST_TAGS ? { type: 'wrong', why: 'many' } : { type: 'tags', tags };
}

/** Nine digits or more, however they are grouped, that belong to no tag, nor to a piece of one. */
function looksLikeNumber(text: string): boolean {
  return holdsNumber(text.replace(/[0-9a-f]{32,}/gi, (run) => (/[a-f]/i.test(run) ? '#' : run)));
}

/** Whether a text that goes to the venues holds such a number; the collector asks the same. */
export function holdsNumber(text: string): boolean {
  return /\d{9}/.test(text.replace(/[\s.-]/g, ''));
}
