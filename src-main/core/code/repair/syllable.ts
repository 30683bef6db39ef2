/** Can this be a syllable of Vietnamese, as it is spelled? */

const TONE_MARKS = /[\u0300\u0301\u0303\u0309\u0323]/g;
const SHARP_OR_HEAVY = /[\u0301\u0323]/;
/** Composed or not: `nghiêng` with all its marks. */
const MOST_LETTERS = 10;
const STOPPED = /(?:c|ch|k|p|t)$/;

const ONSETS = (
  'ngh ng nh gh gi kh ph th tr ch qu b c d đ g h k l m n p r s t v x'.split(' ') as readonly string[]
).concat('');
const RHYMES = new Set(
  (
    'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt ăk âc âm ân âng âp ât âu ây ' +
    'e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu ' +
    'o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ' +
    'ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt ' +
    'u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ uy uya uych uynh uyt uyu uyên uyêt uyp ' +
    'ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ynh yt ych'
  ).split(' '),
);
/** Before these sounds `k`, `gh`, `ngh` are written, and never `c`, `g`, `ng`. */
const FRONT = /^[ieêy]/;

/** Onset, rhyme, tone, and the tone on the vowel that bears it; whether it is a word of the language is not asked. */
export function isSyllable(word: string): boolean {
  if (word.length > MOST_LETTERS) return false;
  const letters = word.normalize('NFD').toLowerCase();
  const tones = letters.match(TONE_MARKS) ?? [];
  if (tones.length > 1) return false;
  const plain = letters.replace(TONE_MARKS, '').normalize('NFC');
  const rhyme = rhymeOf(plain);
  if (rhyme === null) return false;
  if (STOPPED.test(rhyme) && !SHARP_OR_HEAVY.test(tones[0] ?? '')) return false;
  return tones.length === 0 || bearersOf(plain, rhyme).includes(toneAt(word));
}

function rhymeOf(plain: string): string | null {
  for (const onset of ONSETS) {
    if (!plain.startsWith(onset)) continue;
    const rhyme = plain.slice(onset.length);
    if (RHYMES.has(rhyme) && isSpelledSo(onset, rhyme)) return rhyme;
  }
  return null;
}

function isSpelledSo(onset: string, rhyme: string): boolean {
  if (['k', 'gh', 'ngh'].includes(onset)) return FRONT.test(rhyme);
  if (onset === 'g') return !/^[eêy]/.test(rhyme);
  return !['c', 'ng'].includes(onset) || !FRONT.test(rhyme);
}

/** Which letter of the word, counted from 0, has the tone mark; `-1` where it is a consonant. */
function toneAt(word: string): number {
  return [...word.normalize('NFC')].findIndex((letter) =>
    /^\p{L}\p{M}*[\u0300\u0301\u0303\u0309\u0323]/u.test(letter.normalize('NFD')),
  );
}

/** Where the tone may stand: on the last vowel with a mark of its own, else by the old or the new rule. */
function bearersOf(plain: string, rhyme: string): readonly number[] {
  const start = plain.length - rhyme.length;
  const vowels = /^[aăâeêioôơuưy]+/.exec(rhyme)?.[0] ?? '';
  const marked = Math.max(...[...'ăâêôơư'].map((vowel) => vowels.lastIndexOf(vowel)));
  if (marked >= 0) return [start + marked];
  if (vowels.length === 1) return [start];
  if (vowels.length < rhyme.length) return [start + vowels.length - 1];
  if (vowels.length === 3) return [start + 1];
  return ['oa', 'oe', 'uy'].includes(vowels) ? [start, start + 1] : [start];
}
