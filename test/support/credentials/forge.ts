/** In which ways does somebody turn a genuine code into one that says something else? */

import type { TestSigner } from './sign-cose.ts';

/** Deterministic, so that a forgery which got through can be made again. */
export type Random = () => number;

/** mulberry32: small, fast, good enough to choose places to break. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One signed code taken to pieces: each piece can be broken by itself, and put together again. */
export type Dissected = {
  readonly header: Uint8Array;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
};

export type Forgeable = {
  readonly name: string;
  /** Genuine texts, of several cards. */
  readonly cards: readonly Dissected[];
  readonly assemble: (parts: Dissected) => string;
  /** Headers that name another algorithm, `none` among them. */
  readonly otherHeaders: readonly Uint8Array[];
  /** What another key signs of these parts, under the genuine key's id. */
  readonly signOtherwise: (parts: Dissected) => Uint8Array;
  readonly thief: TestSigner;
};

export type ForgedCode = { readonly way: string; readonly text: string };

const PIECES = ['header', 'payload', 'signature'] as const;

/** One forgery, of a kind chosen at random; never the genuine text. */
export function forgeOne(form: Forgeable, random: Random): ForgedCode {
  const card = pick(form.cards, random);
  const way = pick(WAYS, random);
  return { way: way.name, text: way.forge(form, card, random) };
}

const WAYS: readonly {
  readonly name: string;
  readonly forge: (form: Forgeable, card: Dissected, random: Random) => string;
}[] = [
  ...PIECES.map((piece) => ({
    name: `bit flipped in ${piece}`,
    forge: ({ assemble }: Forgeable, card: Dissected, random: Random) =>
      assemble({ ...card, [piece]: flipped(card[piece], random) }),
  })),
  ...PIECES.map((piece) => ({
    name: `${piece} truncated`,
    forge: ({ assemble }: Forgeable, card: Dissected, random: Random) =>
      assemble({ ...card, [piece]: card[piece].subarray(0, Math.floor(random() * card[piece].length)) }),
  })),
  {
    name: 'bytes put into the payload',
    forge: ({ assemble }, card, random) => assemble({ ...card, payload: stretched(card.payload, random) }),
  },
  {
    name: 'another algorithm, or none',
    forge: ({ assemble, otherHeaders }, card, random) => assemble({ ...card, header: pick(otherHeaders, random) }),
  },
  {
    name: 'another algorithm, and no signature',
    forge: ({ assemble, otherHeaders }, card, random) =>
      assemble({ ...card, header: pick(otherHeaders, random), signature: new Uint8Array(0) }),
  },
  {
    name: 'signed by another key under the same id',
    forge: ({ assemble, signOtherwise }, card) => assemble({ ...card, signature: signOtherwise(card) }),
  },
  {
    name: 'payload of another card',
    forge: (form, card, random) => form.assemble({ ...card, payload: other(form.cards, card, random).payload }),
  },
  {
    name: 'signature of another card',
    forge: (form, card, random) => form.assemble({ ...card, signature: other(form.cards, card, random).signature }),
  },
  {
    name: 'signature all zeros, or all ones',
    forge: ({ assemble }, card, random) =>
      assemble({ ...card, signature: new Uint8Array(card.signature.length).fill(random() < 0.5 ? 0 : 255) }),
  },
];

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function other(cards: readonly Dissected[], card: Dissected, random: Random): Dissected {
  return pick(
    cards.filter((each) => each !== card),
    random,
  );
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const at = Math.floor(random() * changed.length);
  changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return changed;
}

function stretched(bytes: Uint8Array, random: Random): Uint8Array {
  const at = Math.floor(random() * (bytes.length + 1));
  const more = 1 + Math.floor(random() * 8);
  const added = Array.from({ length: more }, () => Math.floor(random() * 256));
  return Uint8Array.from([...bytes.subarray(0, at), ...added, ...bytes.subarray(at)]);
}
