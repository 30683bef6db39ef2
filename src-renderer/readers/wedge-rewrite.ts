/** Which keys did an input method take from a scanner's code, and put accented letters in their place? */

/** What one place on the page shows, the keys that made it so, and whether a key of the keyboard put it there. */
export type Cell = { readonly shown: string; readonly keys: readonly Key[]; readonly isPressed: boolean };
/** A key that was taken before this page saw it is known by its work only: one key of Telex, another of VNI. */
export type Key = string | TakenKey;
export type TakenKey = { readonly telex: string; readonly vni: string };
export type InputMethod = 'telex' | 'vni';

/** How a replacement came about: by keys that all were seen, or with one more that was not. */
export type Rewrite = { readonly type: 'seen' } | { readonly type: 'taken'; readonly key: Key };

const UNKNOWN_LETTER = '\0';
const TONES: Readonly<Record<string, readonly [string, string]>> = {
  '\u0301': ['s', '1'],
  '\u0300': ['f', '2'],
  '\u0309': ['r', '3'],
  '\u0303': ['x', '4'],
  '\u0323': ['j', '5'],
};
const CIRCUMFLEX = '\u0302';
const BREVE = '\u0306';
const HORN = '\u031b';
/** `đ` is no `d` with a mark in Unicode; here it is. */
const STROKE = '\u0335';
/** A tone is taken off again by one of these. */
const OFF: readonly [string, string] = ['z', '0'];

/**
 * Input methods such as Unikey send Backspaces and then the accented text: `a`, (`a` is taken), Backspace, `â`. Says by
 * which key `after` came of `before`, or null where no key of Telex or VNI makes that of it. Some take the key away from
 * the page, some let it pass first; in that case `before` ends with it.
 */
export function rewriteOf(before: string, after: string): Rewrite | null {
  if (after.includes(UNKNOWN_LETTER)) return rewriteByLength(before.length, after.length);
  const old = partsOf(before);
  const now = partsOf(after);
  const last = now.letters.at(-1) ?? '';
  const changed = markChange(old.marks, now.marks);
  // Tones move when a word grows, and an accent that is typed twice turns into its key again.
  if (now.letters === old.letters + last) {
    return changed === null || (changed.type === 'off' && isKeyOf(changed, last)) ? { type: 'taken', key: last } : null;
  }
  if (now.letters === old.letters) {
    if (changed === null) return { type: 'seen' };
    const taken = keyOf(changed, now.letters);
    if (changed.type === 'off' && isKeyOf(changed, old.letters.at(-1) ?? '')) return { type: 'seen' };
    return taken === null ? null : { type: 'taken', key: taken };
  }
  const pressed = old.letters.at(-1) ?? '';
  if (now.letters !== old.letters.slice(0, -1) || changed === null) return null;
  const isItsKey = changed.type === 'off' ? OFF.includes(pressed.toLowerCase()) : isKeyOf(changed, pressed);
  return isItsKey ? { type: 'seen' } : null;
}

/** Where this machine has no key for the accented letter, its event says that there was one, and not which. */
function rewriteByLength(before: number, after: number): Rewrite | null {
  if (after === before - 1) return { type: 'seen' };
  return after === before ? { type: 'taken', key: '\ufffd' } : null;
}

/** The replacement as cells: each as it is shown, with the keys of what it replaced. */
export function rewritten(erased: readonly Cell[], after: string, rewrite: Rewrite): readonly Cell[] {
  const shown = [...after.normalize('NFC')];
  const end = shown.length - 1;
  return shown.map((letter, index) => ({
    shown: letter,
    isPressed: false,
    keys:
      index < end
        ? (erased[index]?.keys ?? [])
        : [...erased.slice(end).flatMap(({ keys }) => keys), ...(rewrite.type === 'taken' ? [rewrite.key] : [])],
  }));
}

/**
 * The keys that were pressed. Where it is not known which method took one, Telex is, the usual one, but not in words
 * with figures, which may be keys of VNI: there the letters stay as they came, and the gate finds them damaged.
 */
export function pressedText(cells: readonly Cell[], method: InputMethod | null): string {
  const words: Cell[][] = [[]];
  for (const cell of cells) {
    if (/[^\p{L}\p{N}]/u.test(cell.shown)) words.push([cell], []);
    else words.at(-1)?.push(cell);
  }
  return words.map((word) => wordText(word, method)).join('');
}

function wordText(word: readonly Cell[], method: InputMethod | null): string {
  const isSure = method !== null || !word.some(({ shown }) => /\p{N}/u.test(shown));
  return word
    .map(({ shown, keys }) => {
      if (!isSure && keys.some((key) => typeof key !== 'string')) return shown;
      return keys.map((key) => (typeof key === 'string' ? key : key[method ?? 'telex'])).join('');
    })
    .join('');
}

type Mark = { readonly mark: string; readonly at: number };
type Change = { readonly type: 'on' | 'off'; readonly marks: readonly Mark[] };

/** The letters without their marks, and the marks, each with the place of its letter. */
function partsOf(text: string): { readonly letters: string; readonly marks: readonly Mark[] } {
  const unstruck = text.normalize('NFD').replaceAll('đ', `d${STROKE}`).replaceAll('Đ', `D${STROKE}`);
  let letters = '';
  const marks: Mark[] = [];
  for (const sign of unstruck) {
    if (sign in TONES || [CIRCUMFLEX, BREVE, HORN, STROKE].includes(sign))
      marks.push({ mark: sign, at: letters.length - 1 });
    else letters += sign;
  }
  return { letters, marks };
}

/** What came to the marks or went from them, wherever tones now stand; null where nothing did. */
function markChange(before: readonly Mark[], after: readonly Mark[]): Change | null {
  const added = without(after, before);
  if (added.length > 0) return { type: 'on', marks: added };
  const gone = without(before, after);
  return gone.length > 0 ? { type: 'off', marks: gone } : null;
}

function without(marks: readonly Mark[], others: readonly Mark[]): readonly Mark[] {
  const left = [...others];
  return marks.filter(({ mark, at }) => {
    const index = left.findIndex((other) => other.mark === mark && (mark in TONES || other.at === at));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** In the case of the letter that it changed: nothing else tells. */
function keyOf({ type, marks }: Change, letters: string): Key | null {
  const [first] = marks;
  if (first === undefined) return null;
  if (type === 'off' && !(first.mark in TONES)) return null;
  const letter = letters[first.at] ?? '';
  const [telex, vni] = type === 'off' ? OFF : methodKeys(first.mark, letter);
  return { telex: letter === letter.toLowerCase() ? telex : telex.toUpperCase(), vni };
}

function isKeyOf({ marks }: Change, key: string): boolean {
  return marks.some(({ mark }) => methodKeysOf(mark).includes(key.toLowerCase()));
}

function methodKeys(mark: string, letter: string): readonly [string, string] {
  if (mark === CIRCUMFLEX) return [letter.toLowerCase(), '6'];
  if (mark === BREVE) return ['w', '8'];
  if (mark === HORN) return ['w', '7'];
  if (mark === STROKE) return ['d', '9'];
  return TONES[mark] ?? OFF;
}

function methodKeysOf(mark: string): readonly string[] {
  return mark === CIRCUMFLEX ? ['a', 'e', 'o', '6'] : methodKeys(mark, '');
}
