/** Was a decoder right about a picture? */

export type Truth =
  /** It holds at least one code; any of these texts is a true one. */
  | { readonly kind: 'labelled'; readonly texts: readonly string[] }
  /** It holds no code. */
  | { readonly kind: 'negative' }
  /** Nobody knows what it says: good for measuring times, and for nothing else. */
  | { readonly kind: 'unlabelled' };

export type Outcome = 'right' | 'missed' | 'wrong' | 'false-positive' | 'quiet' | 'unjudged';

/** A text that is not among the true ones is worse than none: it is another person's. */
export function judge(truth: Truth, text: string | null): Outcome {
  switch (truth.kind) {
    case 'labelled':
      if (text === null) return 'missed';
      return truth.texts.some((each) => plain(each) === plain(text)) ? 'right' : 'wrong';
    case 'negative':
      return text === null ? 'quiet' : 'false-positive';
    case 'unlabelled':
      return 'unjudged';
  }
}

/** Publishers keep their texts in files of text: how a line ends, and whether the last one does, is not the code's. */
function plain(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').trimEnd();
}
