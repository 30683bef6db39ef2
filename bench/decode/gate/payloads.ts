/** Which codes do people hold up at a gate, and what do they look like as black and white squares? */

import { create } from 'qrcode';
import type { FakePerson } from '../../../src-main/devices/simulated/fake-people.ts';
import {
  bhytAText,
  bhytBText,
  canCuocText,
  cccdText,
  FAKE_PEOPLE,
  unifiedText,
} from '../../../src-main/devices/simulated/fake-people.ts';
import type { Random } from '../random.ts';

export const PAYLOAD_KINDS = ['cccd', 'can-cuoc', 'bhyt-a', 'bhyt-b', 'unified', 'hc1'] as const;
export type PayloadKind = (typeof PAYLOAD_KINDS)[number];

export type Payload = {
  readonly kind: PayloadKind;
  readonly text: string;
  /** What it is shown on. */
  readonly medium: 'card' | 'phone';
};

export type Modules = {
  readonly size: number;
  /** Row by row, 1 = dark. */
  readonly dark: Uint8Array;
};

type Correction = 'L' | 'M' | 'Q';

/** How long vaccine certificates are (the public test certificates of the EU's member states, those up to 620 letters). */
const HC1_SHORTEST = 429;
const HC1_LONGEST = 620;
const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

/** Identity cards are what most people have. */
const FREQUENT: readonly [PayloadKind, ...PayloadKind[]] = [
  ...(['cccd', 'cccd', 'cccd', 'can-cuoc', 'bhyt-a', 'bhyt-b', 'unified', 'hc1', 'hc1', 'hc1'] as const),
];
const CORRECTIONS: Readonly<Record<PayloadKind, readonly [Correction, ...Correction[]]>> = {
  cccd: ['M'],
  'can-cuoc': ['M'],
  'bhyt-a': ['L', 'M'],
  'bhyt-b': ['L', 'M'],
  unified: ['M', 'Q'],
  hc1: ['M', 'Q'],
};

export function payloadOf(random: Random, kind: PayloadKind = random.pick(FREQUENT)): Payload {
  const medium = kind === 'hc1' || kind === 'unified' ? 'phone' : 'card';
  return { kind, text: textOf(kind, random), medium };
}

/** The symbol that the issuer would print. */
export function modulesOf({ kind, text }: Payload, random: Random): Modules {
  const segment =
    kind === 'hc1'
      ? ({ data: text, mode: 'alphanumeric' } as const)
      : ({ data: new TextEncoder().encode(text), mode: 'byte' } as const);
  const { modules } = create([segment], { errorCorrectionLevel: random.pick(CORRECTIONS[kind]) });
  return { size: modules.size, dark: Uint8Array.from(modules.data) };
}

function textOf(kind: PayloadKind, random: Random): string {
  const person = mixedPerson(random);
  switch (kind) {
    case 'cccd':
      return cccdText(person);
    case 'can-cuoc':
      return canCuocText(person);
    case 'bhyt-a':
      return bhytAText(person);
    case 'bhyt-b':
      return bhytBText(person);
    case 'unified':
      return unifiedText(person);
    case 'hc1':
      return hc1Text(random);
  }
}

/** A name from here and an address from there: more people than the list has. */
function mixedPerson(random: Random): FakePerson {
  const [named, housed] = [random.pick(FAKE_PEOPLE), random.pick(FAKE_PEOPLE)];
  return { ...random.pick(FAKE_PEOPLE), name: named.name, address: housed.address };
}

/** As full of chance as a compressed and signed certificate is; nobody has signed it. */
function hc1Text(random: Random): string {
  const length = HC1_SHORTEST + random.below(HC1_LONGEST - HC1_SHORTEST + 1);
  const letters = Array.from({ length: length - 4 }, () => BASE45[random.below(BASE45.length)]);
  return `HC1:${letters.join('')}`;
}
