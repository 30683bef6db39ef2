/** Who comes to a gate where nobody real may come, and what is in the QR codes that they carry? */

import type { FakePersonRow } from './fake-people-rows.ts';
import { FAKE_PEOPLE_ROWS } from './fake-people-rows.ts';

export type FakePerson = {
  readonly name: string;
  readonly sex: 'male' | 'female';
  /** `ddMMyyyy`. */
  readonly birthDate: string;
  readonly address: string;
  /** Twelve digits; province, century, sex and year agree with the rest. */
  readonly number: string;
  /** Nine digits, or empty for who never had one. */
  readonly oldNumber: string;
  /** Ten digits, of the social insurance. */
  readonly insuranceNumber: string;
};

/** Always in this order; no two have the same name or number. */
export const FAKE_PEOPLE: readonly [FakePerson, FakePerson, FakePerson, ...FakePerson[]] = [
  toPerson(FAKE_PEOPLE_ROWS[0], 0),
  toPerson(FAKE_PEOPLE_ROWS[1], 1),
  toPerson(FAKE_PEOPLE_ROWS[2], 2),
  ...FAKE_PEOPLE_ROWS.slice(3).map((row, index) => toPerson(row, index + 3)),
];

/** Chip card of 2021 – June 2024. */
export function cccdText(person: FakePerson): string {
  return cardFields(person, '15042021').join('|');
}

/** Card of July 2024 and later: four more fields, empty. */
export function canCuocText(person: FakePerson): string {
  return [...cardFields(person, '12112024'), '', '', '', ''].join('|');
}

/** Health insurance card with a fifteen-character code. */
export function bhytAText(person: FakePerson): string {
  return [
    `GD4${person.number.slice(1, 3)}${person.insuranceNumber}`,
    utf8Hex(person.name),
    slashed(person.birthDate),
    insuranceSex(person),
    utf8Hex(person.address),
    '79 - 032',
    '01/01/2024',
    '31/12/2034',
    '15/12/2023',
    '790000000000',
    '-',
    '4',
    '01/01/2029',
    '0123456789abcdef-7102',
    '$',
  ].join('|');
}

/** Health insurance card with a ten-digit number, from April 2021. */
export function bhytBText(person: FakePerson): string {
  return [
    person.insuranceNumber,
    utf8Hex(person.name),
    slashed(person.birthDate),
    insuranceSex(person),
    '-',
    '01 - C54',
    '01/04/2021',
    '-',
    '01/04/2021',
    '01000000000000',
    '-',
    '4',
    ' 01/01/2027',
    '0123456789abcdef-7102',
    '4',
    utf8Hex('Bệnh viện Mẫu'),
    '$',
  ].join('|');
}

/** The social insurance app's own code. */
export function vssidText(person: FakePerson): string {
  return `${person.insuranceNumber}|${utf8Hex(person.name)}`;
}

/** The national personal code of 2021. */
export function unifiedText(person: FakePerson): string {
  return unifiedFields(person, person.number, isoDate(person.birthDate));
}

/** The same as shown to strangers: number and date hidden, known again by the issuing system's own id alone. */
export function maskedUnifiedText(person: FakePerson): string {
  return unifiedFields(person, '******000000', `${person.birthDate.slice(4)}-**-**`);
}

/** The code on a venue's wall, held up by mistake. */
export function placeText(): string {
  return 'https://dia-diem.example/quet?ma=0000000000';
}

/** Some other code that people carry: a parking ticket. */
export function opaqueText(person: FakePerson): string {
  return `VE-XE ${person.insuranceNumber}`;
}

/** A card whose reader stopped in the middle of the address. */
export function brokenHalfText(person: FakePerson): string {
  const whole = cccdText(person);
  return whole.slice(0, whole.indexOf(person.address) + Math.ceil(person.address.length / 2));
}

function toPerson([name, sex, birthDate, province, address]: FakePersonRow, index: number): FakePerson {
  const year = birthDate.slice(4);
  // 0/1 for men and women born in the 1900s, 2/3 in the 2000s (Decree 137/2015, Art. 13).
  const centuryAndSex = (year < '2000' ? 0 : 2) + (sex === 'male' ? 0 : 1);
  return {
    name,
    sex,
    birthDate,
    address,
    number: `${province}${centuryAndSex}${year.slice(2)}000000`,
    oldNumber: year < '1998' ? `${province}000000` : '',
    insuranceNumber: `${String(index + 1).padStart(4, '0')}000000`,
  };
}

function cardFields(person: FakePerson, issuedOn: string): string[] {
  const sex = person.sex === 'male' ? 'Nam' : 'Nữ';
  return [person.number, person.oldNumber, person.name, person.birthDate, sex, person.address, issuedOn];
}

function unifiedFields(person: FakePerson, number: string, birthDate: string): string {
  const issuedId = `16${person.insuranceNumber}000000`;
  const extension = `<${insuranceSex(person)}<<0900000000`;
  return [number, plainCapitals(person.name), birthDate, '0', issuedId, extension].join('|');
}

function insuranceSex(person: FakePerson): string {
  return person.sex === 'male' ? '1' : '2';
}

function plainCapitals(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toUpperCase();
}

function slashed(date: string): string {
  return `${date.slice(0, 2)}/${date.slice(2, 4)}/${date.slice(4)}`;
}

function isoDate(date: string): string {
  return `${date.slice(4)}-${date.slice(2, 4)}-${date.slice(0, 2)}`;
}

function utf8Hex(text: string): string {
  return Buffer.from(text, 'utf8').toString('hex');
}
