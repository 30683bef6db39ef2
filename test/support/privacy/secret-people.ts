/** Who comes to the gate of the privacy test, with which codes, and what of them may nobody find? */

import { checkDigitOf } from '../../../src-main/core/code/mrz-check.ts';
import type { FakePerson } from '../../../src-main/devices/simulated/fake-people.ts';
import {
  bhytAText,
  bhytBText,
  brokenHalfText,
  canCuocText,
  cccdText,
  maskedUnifiedText,
  unifiedText,
  vssidText,
} from '../../../src-main/devices/simulated/fake-people.ts';
import { testSigner } from '../credentials/sign-cose.ts';
import { DIVOC_CREDENTIAL, divocText, withDivocProof } from '../credentials/sign-divoc.ts';
import { signHc1, VACCINATION } from '../credentials/sign-hc1.ts';
import { signNzcp } from '../credentials/sign-nzcp.ts';
import { PATIENT, shcClaims, shcText, signCardJws } from '../credentials/sign-shc.ts';
import { SEAL_DATA, sealOf, testState } from '../credentials/sign-vds-nc.ts';
import type { Secret } from './secret-forms.ts';

/** A given name that no list of names or words has: it is what a mask hides, so it is looked for alone too. */
export type SecretPerson = FakePerson & { readonly givenName: string; readonly familyNames: string };

const GIVEN_NAMES = [
  'Quắcthơ',
  'Khuyếtdụ',
  'Nghiễmgiả',
  'Trườnghư',
  'Xuyếnbịa',
  'Phượngảo',
  'Thuyếtnháp',
  'Huyềnkịch',
  'Toảntưởng',
  'Nguyệtmẫu',
  'Khoángví',
  'Duệkhống',
  'Triệutạm',
  'Mạnhbóng',
  'Hoẵngdiễn',
  'Thoạimượn',
  'Nhuậnthí',
  'Luyệnnghịch',
  'Quýnhbừa',
  'Sướngđùa',
] as const;
const FAMILIES = ['Đặng Quỳnh', 'Trịnh Thuỵ', 'Huỳnh Mẫn', 'Vương Diệp'] as const;

/** Number `index` of those who come; no two share a name, a number, a birthday or an address. */
export function secretPerson(index: number): SecretPerson {
  const givenName = GIVEN_NAMES[index];
  if (givenName === undefined) throw new Error('nobody else comes');
  const familyNames = FAMILIES[index % FAMILIES.length] ?? '';
  const year = 1961 + index;
  const day = String(index + 5).padStart(2, '0');
  return {
    name: `${familyNames} ${givenName}`,
    givenName,
    familyNames,
    sex: 'male',
    birthDate: `${day}07${year}`,
    address: `Số ${31 + 3 * index} Ngõ ${givenName}, Phường Đâuđó`,
    number: `0${String(index + 20)}0${String(year).slice(2)}000000`,
    oldNumber: `${String(271 + index)}000000`,
    insuranceNumber: `${String(6_183 + 37 * index)}000000`,
  };
}

type Kind = { readonly kind: string; readonly textOf: (person: SecretPerson) => string };

/** Each kind of code that a gate takes, and some that it does not. */
export const CODE_KINDS_TRIED: readonly Kind[] = [
  { kind: 'cccd', textOf: cccdText },
  { kind: 'can-cuoc', textOf: canCuocText },
  { kind: 'bhyt-a', textOf: bhytAText },
  { kind: 'bhyt-b', textOf: bhytBText },
  { kind: 'vssid', textOf: vssidText },
  { kind: 'unified', textOf: unifiedText },
  { kind: 'unified, masked', textOf: maskedUnifiedText },
  { kind: 'mrz-td1', textOf: cardZone },
  { kind: 'mrz-td3', textOf: passportZone },
  { kind: 'garbled cccd', textOf: (person) => Buffer.from(cccdText(person), 'utf8').toString('latin1') },
  { kind: 'half a cccd', textOf: brokenHalfText },
  { kind: 'opaque', textOf: ({ givenName, number }) => `VE/${folded(givenName)}#${number}~Q7w` },
  {
    kind: 'place',
    textOf: ({ givenName, number }) => `https://dia-diem.example/quet?ma=${folded(givenName)}-${number}`,
  },
  { kind: 'eu-dcc', textOf: euCertificate },
  { kind: 'nzcp', textOf: newZealandPass },
  { kind: 'shc', textOf: smartCard },
  { kind: 'vds-nc', textOf: visibleSeal },
  { kind: 'divoc', textOf: divocFile },
];

export type Comer = {
  readonly kind: string;
  readonly person: SecretPerson;
  readonly text: string;
  readonly twin: string;
};

/** One person for each kind of code. The twin is the same kind of somebody who never comes. */
export function comers(): Comer[] {
  const nobody = secretPerson(GIVEN_NAMES.length - 1);
  return CODE_KINDS_TRIED.map(({ kind, textOf }, index) => {
    const person = secretPerson(index);
    return { kind, person, text: textOf(person), twin: textOf(nobody) };
  });
}

export function secretsOf({ kind, person, text, twin }: Comer): Secret[] {
  return [...secretsOfPerson(kind, person), { label: `${kind}: code`, text, search: 'parts', twin }];
}

export function secretsOfPerson(label: string, { name, givenName, number }: SecretPerson): Secret[] {
  return [
    { label: `${label}: name`, text: name, search: 'whole' },
    { label: `${label}: given name`, text: givenName, search: 'whole' },
    { label: `${label}: number`, text: number, search: 'whole' },
  ];
}

function cardZone({ number, birthDate, familyNames, givenName }: SecretPerson): string {
  const paper = number.slice(3);
  const first = `IDVNM${paper}${checkDigitOf(paper)}${number}<<${checkDigitOf(number)}`;
  const dates = [mrzDate(birthDate), 'M', withCheck('390101')];
  const guarded = first.slice(5) + dates[0] + dates[2] + '<'.repeat(11);
  return `${first}${dates.join('')}VNM${'<'.repeat(11)}${checkDigitOf(guarded)}${zoneName(familyNames, givenName, 30)}`;
}

function passportZone({ number, birthDate, familyNames, givenName }: SecretPerson): string {
  const paper = withCheck(`C${number.slice(1, 9)}`);
  const [birth, expiry] = [mrzDate(birthDate), withCheck('390101')];
  const rest = `${'<'.repeat(14)}<`;
  const data = `${paper}VNM${birth}M${expiry}${rest}`;
  return `P<VNM${zoneName(familyNames, givenName, 39)}${data}${checkDigitOf(paper + birth + expiry + rest)}`;
}

function zoneName(familyNames: string, givenName: string, length: number): string {
  const [family = '', ...middle] = folded(familyNames).split(' ');
  return [family, '', ...middle, folded(givenName)].join('<').toUpperCase().padEnd(length, '<').slice(0, length);
}

function mrzDate(birthDate: string): string {
  return withCheck(`${birthDate.slice(6)}${birthDate.slice(2, 4)}${birthDate.slice(0, 2)}`);
}

function withCheck(text: string): string {
  return text + checkDigitOf(text);
}

function euCertificate({ familyNames, givenName, birthDate }: SecretPerson): string {
  const nam = {
    fn: familyNames,
    gn: givenName,
    fnt: folded(familyNames).toUpperCase().replace(' ', '<'),
    gnt: folded(givenName).toUpperCase(),
  };
  return signHc1(testSigner('ES256'), { certificate: { ...VACCINATION, nam, dob: iso(birthDate) } });
}

function newZealandPass({ familyNames, givenName, birthDate }: SecretPerson): string {
  return signNzcp(testSigner('ES256'), { givenName, familyName: familyNames, birthDate: iso(birthDate) });
}

function smartCard({ familyNames, givenName, birthDate }: SecretPerson): string {
  const patient = { ...PATIENT, name: [{ family: familyNames, given: [givenName] }], birthDate: iso(birthDate) };
  return shcText(signCardJws(testSigner('ES256'), shcClaims({}, [patient])));
}

function visibleSeal({ familyNames, givenName, number, birthDate }: SecretPerson): string {
  const state = testState();
  const signer = testSigner('ES256');
  const n = `${folded(familyNames)}  ${folded(givenName)}`.toUpperCase();
  const pid = { n, dob: iso(birthDate), sex: 'M', i: `C${number.slice(1, 8)}` };
  const msg = { ...SEAL_DATA.msg, uvci: `U${number.slice(1, 7)}`, pid };
  return JSON.stringify(sealOf(signer, state.certify(signer), { ...SEAL_DATA, msg }));
}

function divocFile({ name, number }: SecretPerson): string {
  const credentialSubject = { ...DIVOC_CREDENTIAL.credentialSubject, name, refId: number };
  return divocText(withDivocProof(testSigner('PS256'), { ...DIVOC_CREDENTIAL, credentialSubject }));
}

function iso(birthDate: string): string {
  return `${birthDate.slice(4)}-${birthDate.slice(2, 4)}-${birthDate.slice(0, 2)}`;
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D');
}
