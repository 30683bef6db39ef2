/** Where do the fields of a card stand, whose letters may have brought separators of their own? */

/** As they came, nothing trimmed; the separators that stood within name and address are still in them. */
export type CardParts = {
  /** Number and old number. */
  readonly numbers: readonly [string, string];
  readonly name: string;
  readonly birth: string;
  readonly sex: string;
  readonly address: string;
  readonly issued: string;
  /** How many more fields follow. What they hold is not read. */
  readonly trailing: number;
  readonly hasStraySeparators: boolean;
};

const FIRST_FIELDS = 2;
const DAY = /^\s*\d{8}\s*$/;
const SEX = /^\s*n\S{1,30}\s*$/iu;

/**
 * The same anchors by which a card is told: two numbers first, a birth date with a sex behind it, a day of issue.
 * `null` where they are not there.
 */
export function partsOfCard(text: string): CardParts | null {
  const fields = text.split('|');
  const [number = '', oldNumber = ''] = fields;
  if (!/^\s*\d{12}\s*$/.test(number) || !/^\s*(?:\d{9})?\s*$/.test(oldNumber)) return null;
  const birthAt = fields.findIndex(
    (field, index) => index > FIRST_FIELDS && DAY.test(field) && SEX.test(fields[index + 1] ?? ''),
  );
  if (birthAt === -1) return null;
  const issuedAt = fields.findIndex((field, index) => index >= birthAt + 3 && DAY.test(field));
  if (issuedAt === -1) return null;
  return {
    numbers: [number, oldNumber],
    name: fields.slice(FIRST_FIELDS, birthAt).join('|'),
    birth: fields[birthAt] ?? '',
    sex: (fields[birthAt + 1] ?? '').trim(),
    address: fields.slice(birthAt + 2, issuedAt).join('|'),
    issued: fields[issuedAt] ?? '',
    trailing: fields.length - 1 - issuedAt,
    hasStraySeparators: birthAt !== FIRST_FIELDS + 1 || issuedAt !== birthAt + 3,
  };
}

/** A card of these parts; what its last fields held is left out. */
export function textOfParts(parts: CardParts): string {
  const { numbers, name, birth, sex, address, issued, trailing } = parts;
  return [...numbers, name, birth, sex, address, issued, ...Array.from({ length: trailing }, () => '')].join('|');
}
