/** What do readers make of cards? Fake cards, and every way of garbling that was seen, written without the product's code. */

export type FakeCard = {
  readonly number: string;
  readonly oldNumber: string;
  readonly name: string;
  /** `ddMMyyyy`. */
  readonly birth: string;
  readonly sex: 'Nam' | 'Nữ';
  readonly address: string;
  readonly issued: string;
  readonly isNew: boolean;
};

/** Every vowel with every tone, small and capital; short, long, and of peoples who write otherwise. */
const NAMES = `Nguyễn Văn A;Trần Thị B;Lê Thị Hồng Gấm;Phạm Ngọc Thạch;Hoàng Đức Ánh;Huỳnh Thúc Kháng;Phan Bội Châu;Vũ Trọng Phụng;
Võ Thị Sáu;Đặng Thùy Trâm;Bùi Xuân Phái;Đỗ Nhuận;Hồ Tấn Ỷ;Ngô Bảo Ẩn;Dương Quỳnh Giao;Lý Thường Tỏ;Ấu Thị Mẫn;Ông Văn Ước;Ứng Hoè Quế;
Âu Dương Lễ;Ý Nhi Mỵ;Đinh Bộ Lĩnh;Tô Ngọc Vân;Mạc Thị Bưởi;Hà Huy Tập;Lưu Hữu Phước;Cù Huy Cận;Quách Tĩnh Nghĩa;Trịnh Công Sỹ;Nông Văn Dền;
Thạch Sanh Chẵn;Sơn Ngọc Thờ;Kim Thị Bẻo;Danh Lẹ;Tạ Thị Kẽm;Chế Lan Viền;Ổi Văn Lỗi;Nguyễn Thị Thu Thuỷ;Trần Đại Nghĩa Hĩm;Lê Cẩm Nhẫn;
H' Hen Niê;Y-Bhin Êban;Y Bhăm Mlô;H’Ñah Kbuôr;Ksor Hŭ;Rơ Châm H'Ýt;Kpă Klơng;K' Brŏ;Ma Thị Ãnh;Tôn Nữ Quỳnh Trang Công Tằng Thị Huyền Trân;
Lò Văn Xôm;Giàng A Phủ;Vàng Thị Mỉ;Thào Mí Sùng;Điểu Ong;Nam Anh;Vi Lan;Bạch Mai;Văn Nam;Đàm Hưng`;

const ADDRESSES = `Số 1, Phường X, Quận Y, Hà Nội;Thôn 3, Xã Z, Huyện K, Thành phố Hà Nội;12 Đường C, Phường D, TP. Hồ Chí Minh;
Tổ 7877, Khu phố 225, Phường Ỷ La, Tuyên Quang;Buôn Ăm, Xã Ea Ô, Huyện Ea Kar, Đắk Lắk;Ấp 4, Xã Đông Hải, Huyện Duyên Hải, Trà Vinh;
Số 10 Ngõ 192/5 Đường Lê Lợi, Phường Thắng Lợi, Thị xã Sơn Tây;KP3, Thị trấn Mỹ Thọ, Huyện Phù Mỹ, Bình Định;
Căn hộ B12-05, Chung cư Mẫu, Số 0123 Đường Nguyễn Thị Minh Khai, Phường Võ Thị Sáu, Quận 3, Thành phố Hồ Chí Minh;
H224, Ngõ 5, Bạch Đằng, Hạ Long, Quảng Ninh;, , Xã Mường Nhé, Điện Biên;Long An`;

const rows = (text: string) => text.split(';').map((row) => row.trim());

export const FAKE_CARDS: readonly FakeCard[] = rows(NAMES).map((name, index) => {
  const addresses = rows(ADDRESSES);
  const isMan = index % 2 === 0;
  const year = 1950 + index;
  const isOfThisCentury = year >= 2000;
  return {
    number: `001${(isOfThisCentury ? 2 : 0) + (isMan ? 0 : 1)}${String(year).slice(2)}000000`,
    oldNumber: index % 3 === 0 ? '' : '012000000',
    name,
    birth: `${String((index % 28) + 1).padStart(2, '0')}${String((index % 12) + 1).padStart(2, '0')}${year}`,
    sex: isMan ? 'Nam' : 'Nữ',
    address: addresses[index % addresses.length] ?? '',
    issued: index % 2 === 0 ? '15042021' : '12112024',
    isNew: index % 4 >= 2,
  };
});

export function textOf(card: FakeCard): string {
  const { number, oldNumber, name, birth, sex, address, issued, isNew } = card;
  return [number, oldNumber, name, birth, sex, address, issued].join('|') + (isNew ? '||||' : '');
}

const CP437_C = `ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0`;
const CONTROLS_437 = '\0☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼';

const western = new TextDecoder('windows-1252');
const central = new TextDecoder('windows-1258');
const mac = new TextDecoder('macintosh');

const bytesOf = (text: string) => [...Buffer.from(text, 'utf8')];
const byBytes = (show: (byte: number) => string) => (text: string) =>
  bytesOf(text)
    .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : show(byte)))
    .join('');
const byLetters =
  (show: (letter: string, point: number) => string, from = 0x80) =>
  (text: string) =>
    [...text]
      .map((letter) => ((letter.codePointAt(0) ?? 0) < from ? letter : show(letter, letter.codePointAt(0) ?? 0)))
      .join('');
const decode = (decoder: TextDecoder) => (byte: number) => decoder.decode(Uint8Array.of(byte));
const IS_UNDEFINED = [0x81, 0x8d, 0x8f, 0x90, 0x9d];
const undefinedAs = (stand: string) => (byte: number) => (IS_UNDEFINED.includes(byte) ? stand : decode(western)(byte));
const lowByte = (page: (byte: number) => string) => byLetters((_letter, point) => page(point & 0xff));
const cp437 = (byte: number) => (byte >= 0x80 ? (CP437_C[byte - 0x80] ?? '') : String.fromCharCode(byte));
const swap = (letter: string) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase());

const NAMED: Readonly<Record<string, string>> = {
  '\u0300': 'grave',
  '\u0301': 'acute',
  '\u0302': 'circ',
  '\u0303': 'tilde',
};
function namedEntity(letter: string): string {
  const [base = '', mark = '', ...more] = letter.normalize('NFD');
  const name = NAMED[mark];
  return name === undefined || more.length > 0 || (letter.codePointAt(0) ?? 0) > 0xff
    ? `&#${letter.codePointAt(0)};`
    : `&${base}${name};`;
}

const TELEX = ['f', 's', 'x', 'r', 'j', 'w', 'w'] as const;
const VNI = ['2', '1', '4', '3', '5', '8', '7'] as const;
const MARKS = ['\u0300', '\u0301', '\u0303', '\u0309', '\u0323', '\u0306', '\u031b'];
/** Each letter's keys behind it; the tone at the end of the word. */
const keys =
  (method: readonly string[], hat: (base: string) => string, bar: (base: string) => string) => (text: string) =>
    text.replace(/[\p{L}\p{M}]+/gu, (word) => {
      let tone = '';
      const typed = [...word.normalize('NFD')].map((unit, index, all) => {
        const at = MARKS.indexOf(unit);
        if (unit === '\u0302') return hat(all.slice(0, index).findLast((other) => /\p{L}/u.test(other)) ?? '');
        if (at >= 5) return method[at] ?? '';
        if (at >= 0) tone = method[at] ?? '';
        else if (/đ/i.test(unit)) return bar(unit);
        else return unit;
        return '';
      });
      return typed.join('') + tone;
    });

const nfd = (text: string) => text.normalize('NFD');

/** By what was seen to happen. `loses`: something of the letters is gone for good. */
export const PROFILES: readonly { readonly name: string; readonly garble: (text: string) => string }[] = [
  { name: 'UTF-8 as windows-1252, all bytes', garble: byBytes(decode(western)) },
  { name: 'UTF-8 as windows-1252, undefined bytes lost', garble: byBytes(undefinedAs('')) },
  { name: 'UTF-8 as windows-1252, undefined bytes as |', garble: byBytes(undefinedAs('|')) },
  { name: 'UTF-8 as windows-1252, undefined bytes as \\', garble: byBytes(undefinedAs('\\')) },
  {
    name: 'UTF-8 as windows-1252, 0x81 as |, others lost',
    garble: byBytes((byte) => undefinedAs(byte === 0x81 ? '|' : '')(byte)),
  },
  { name: 'UTF-8 as windows-1252, undefined bytes as ?', garble: byBytes(undefinedAs('?')) },
  {
    name: 'UTF-8 as windows-1252, hard spaces as spaces',
    garble: (text) => byBytes(undefinedAs(''))(text).replaceAll('\u00a0', ' '),
  },
  {
    name: 'UTF-8 as windows-1252, soft hyphens lost',
    garble: (text) => byBytes(undefinedAs(''))(text).replaceAll('\u00ad', ''),
  },
  { name: 'UTF-8 as windows-1252, decomposed', garble: (text) => byBytes(decode(western))(nfd(text)) },
  {
    name: 'UTF-8 as windows-1252, decomposed, undefined bytes lost',
    garble: (text) => byBytes(undefinedAs(''))(nfd(text)),
  },
  { name: 'UTF-8 as windows-1252, twice', garble: (text) => byBytes(decode(western))(byBytes(decode(western))(text)) },
  { name: 'UTF-8 as Latin-1, all bytes', garble: byBytes((byte) => String.fromCharCode(byte)) },
  {
    name: 'UTF-8 as Latin-1, 0x80 to 0x9F lost',
    garble: byBytes((byte) => (byte < 0xa0 ? '' : String.fromCharCode(byte))),
  },
  { name: 'UTF-8 as windows-1258', garble: byBytes(decode(central)) },
  { name: 'UTF-8 as Mac Roman', garble: byBytes(decode(mac)) },
  { name: 'UTF-8 as CP437', garble: byBytes(cp437) },
  { name: 'UTF-8, eighth bit lost', garble: byBytes((byte) => String.fromCharCode(byte & 0x7f)) },
  {
    name: 'UTF-8, eighth bit and controls lost',
    garble: byBytes((byte) => (byte < 0xa0 ? '' : String.fromCharCode(byte & 0x7f))),
  },
  { name: 'UTF-8, all bytes lost', garble: byBytes(() => '') },
  { name: 'UTF-8, bytes as ?', garble: byBytes(() => '?') },
  { name: 'letters as ?', garble: byLetters(() => '?') },
  { name: 'letters beyond Latin-1 as ?', garble: byLetters(() => '?', 0x100) },
  { name: 'letters beyond Latin-1 lost', garble: byLetters(() => '', 0x100) },
  { name: 'letters as U+FFFD', garble: byLetters(() => '\uFFFD') },
  { name: 'byte numbers, 0nnn', garble: byBytes((byte) => `0${byte}`) },
  { name: 'byte numbers, nnn', garble: byBytes((byte) => `${byte}`) },
  { name: 'decimal code points', garble: byLetters((_letter, point) => `${point}`) },
  { name: 'decimal code points beyond Latin-1', garble: byLetters((_letter, point) => `${point}`, 0x100) },
  { name: 'decimal code points, leading 0', garble: byLetters((_letter, point) => `0${point}`) },
  {
    name: 'UTF-8 as windows-1252, spaces made single',
    garble: (text) =>
      byBytes(undefinedAs(''))(text)
        .replace(/[ \u00a0]+/g, ' ')
        .replace(/ ?\| ?/g, '|'),
  },
  { name: 'entities beyond Latin-1', garble: byLetters((_letter, point) => `&#${point};`, 0x100) },
  { name: 'decimal code points, decomposed', garble: (text) => byLetters((_letter, point) => `${point}`)(nfd(text)) },
  { name: 'low byte in CP437, controls lost', garble: lowByte((byte) => (byte < 0x20 ? '' : cp437(byte))) },
  { name: 'low byte in CP437, controls kept', garble: lowByte((byte) => (byte === 13 ? '' : cp437(byte))) },
  {
    name: 'low byte in CP437, controls shown',
    garble: lowByte((byte) => (byte < 0x20 ? (CONTROLS_437[byte] ?? '') : cp437(byte))),
  },
  {
    name: 'low byte in windows-1252, controls lost',
    garble: lowByte((byte) => (byte < 0x20 ? '' : decode(western)(byte))),
  },
  { name: 'entities, decimal', garble: byLetters((_letter, point) => `&#${point};`) },
  { name: 'entities, hexadecimal', garble: byLetters((_letter, point) => `&#x${point.toString(16).toUpperCase()};`) },
  { name: 'entities, named', garble: byLetters((letter) => namedEntity(letter)) },
  { name: 'entities, decomposed', garble: (text) => byLetters((_letter, point) => `&#${point};`)(nfd(text)) },
  { name: 'percent, letters', garble: byBytes((byte) => `%${byte.toString(16).toUpperCase()}`) },
  { name: 'percent, all', garble: encodeURIComponent },
  { name: 'percent, form', garble: (text) => new URLSearchParams({ a: text }).toString().slice(2) },
  {
    name: 'percent, escape()',
    garble: byLetters((_letter, point) =>
      point > 0xff ? `%u${point.toString(16).toUpperCase().padStart(4, '0')}` : `%${point.toString(16).toUpperCase()}`,
    ),
  },
  { name: 'backslash u', garble: byLetters((_letter, point) => `\\u${point.toString(16).padStart(4, '0')}`) },
  { name: 'decomposed', garble: nfd },
  { name: 'Caps Lock', garble: (text) => [...text].map(swap).join('') },
  { name: 'Caps Lock, ASCII', garble: (text) => text.replace(/[A-Za-z]/g, swap) },
  { name: 'backslash for |', garble: (text) => text.replaceAll('|', '\\') },
  { name: 'tilde for |', garble: (text) => text.replaceAll('|', '~') },
  {
    name: 'Telex keys',
    garble: keys(
      TELEX,
      (base) => base,
      (base) => base.replace('đ', 'dd').replace('Đ', 'Dd'),
    ),
  },
  {
    name: 'VNI keys',
    garble: keys(
      VNI,
      () => '6',
      (base) => base.replace('đ', 'd9').replace('Đ', 'D9'),
    ),
  },
];
