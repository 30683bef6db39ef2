/** What would a stranger, a broken scanner or somebody with bad intent hand over? */

import { deflateRawSync, deflateSync } from 'node:zlib';
import { encode } from 'cborg';
import * as people from '../../../src-main/devices/simulated/fake-people.ts';
import type { Random } from '../credentials/forge.ts';
import type { ForgeableForm } from '../credentials/forgeable-forms.ts';
import { hc1Text } from '../credentials/sign-hc1.ts';

/** Genuine codes of every form: what is broken a little gets further than noise. */
export function fuzzSeeds(forms: readonly ForgeableForm[]): readonly Uint8Array[] {
  const [person, other] = people.FAKE_PEOPLE;
  const texts = [
    people.cccdText(person),
    people.canCuocText(other),
    people.bhytAText(person),
    people.bhytBText(other),
    people.vssidText(person),
    people.unifiedText(person),
    people.maskedUnifiedText(other),
    people.placeText(),
    people.brokenHalfText(person),
    'IDVNM0990000004001099000000<<09901011M3901012VNM<<<<<<<<<<<4\nNGUYEN<<VAN<A<<<<<<<<<<<<<<<<<',
    'P<VNMNGUYEN<<VAN<A<<<<<<<<<<<<<<<<<<<<<<<<<<\nC0000000<4VNM9901018M3901016<<<<<<<<<<<<<<<8',
    'shc:/567629595326546034602925407728043360287028647167452228092861553055647103414548',
    'shc:/1/3/5676290952432060346029243740446057616154',
    '{"data":{"hdr":{"is":"XXX","t":"icao.vacc","v":1},"msg":{"pid":{"n":"KIEM THU"}}},"sig":{"alg":"ES256"}}',
    'B64:UEsDBBQAAAAIALdM8lJh0vluDQMAAPUI',
    '[{"Identifier":"GR-XX-0001","Logic":{"if":[{"var":"payload.v.0"},true,false]}}]',
  ];
  const garbled = Buffer.from(people.cccdText(person), 'utf8').toString('latin1');
  const signed = forms.flatMap(({ genuine }) => genuine.slice(0, 2));
  return [...texts, garbled, ...signed].map((text) => Buffer.from(text, 'utf8'));
}

/** What is built to hurt; each must be refused quickly. */
export function bombs(): readonly { readonly name: string; readonly input: Uint8Array }[] {
  const zeros = Buffer.alloc(5_000_000);
  const deepList = Buffer.concat([Buffer.alloc(10_000, 0x81), Buffer.of(0)]);
  const deepMap = Buffer.concat([Buffer.alloc(20_000, Buffer.of(0xa1, 0x00)), Buffer.of(0)]);
  const deepTags = Buffer.concat([Buffer.alloc(10_000, 0xc1), Buffer.of(0)]);
  const json = (text: string): Uint8Array => Buffer.from(text);
  return [
    { name: 'zlib 1:1000', input: deflateSync(zeros) },
    { name: 'deflate 1:1000', input: deflateRawSync(zeros) },
    { name: 'HC1 with zlib 1:1000', input: json(hc1Text(zeros)) },
    { name: 'CBOR lists 10,000 deep', input: deepList },
    { name: 'CBOR maps 10,000 deep', input: deepMap },
    { name: 'CBOR tags 10,000 deep', input: deepTags },
    { name: 'CBOR of endless lists', input: Buffer.alloc(10_000, 0x9f) },
    { name: 'CBOR list that says it is huge', input: Buffer.of(0x9b, 0, 0, 0, 255, 255, 255, 255, 255) },
    { name: 'CBOR bytes that say they are huge', input: Buffer.of(0x5b, 0, 255, 255, 255, 255, 255, 255, 255) },
    { name: 'CBOR of 100,000 values', input: encode(Array.from({ length: 100_000 }, () => 0)) },
    { name: 'HC1 with CBOR 10,000 deep', input: json(hc1Text(deepList)) },
    { name: 'JSON of 5 MB', input: json(`{"data":{"a":"${'x'.repeat(5_000_000)}"}}`) },
    { name: 'JSON of 5 MB of lists', input: json(`{"data":{"a":${'['.repeat(5_000_000)}`) },
    { name: 'JSON of 1,000,000 values', input: json(`{"data":[${'0,'.repeat(1_000_000)}0]}`) },
    { name: 'digits without end', input: json(`GACCONG-VE:${'9'.repeat(1_000_000)}`) },
    { name: 'pipes without end', input: Buffer.alloc(1_000_000, '|') },
    { name: 'fields without end', input: json(`001099000000|${'Nguyễn|'.repeat(100_000)}`) },
    { name: 'fillers without end', input: Buffer.alloc(1_000_000, '<') },
    { name: 'entities without end', input: json(`001099000000||${'&#7877;'.repeat(1_000)}|01011999|Nam||15042021`) },
    { name: 'garbled letters without end', input: json(`001099000000||${'á»ƒ'.repeat(2_000)}|01011999|Nam||15042021`) },
    { name: 'byte numbers without end', input: json(`001099000000||Ng${'0225'.repeat(1_900)}|01011999|Nam||15042021`) },
    {
      name: 'combining marks without end',
      input: json(`001099000000||a${'\u0301'.repeat(4_000)}|01011999|Nam||15042021`),
    },
    { name: 'shc digits without end', input: json(`shc:/${'56'.repeat(500_000)}`) },
    { name: 'base32 without end', input: json(`NZCP:/1/${'A'.repeat(1_000_000)}`) },
    { name: 'base45 without end', input: json(`HC1:${'A'.repeat(1_000_000)}`) },
  ];
}

const TOKENS = [
  '|',
  '||',
  '<',
  '<<',
  'HC1:',
  'shc:/',
  'NZCP:/1/',
  'GACCONG-VE:',
  '\u0000',
  '\r\n',
  '$',
  '-',
  '~',
  '&#7877;',
  '%E1%BB%85',
  '0225',
  '{"data":{',
  '__proto__',
  '99999999',
  '31021999',
  '\u0301',
  '*',
  '01011999',
  'Nữ',
  '\uFFFD',
];
const LONGEST_INPUT = 20_000;

/** A seed, broken one to six times; or noise. */
export function nextInput(seeds: readonly Uint8Array[], random: Random): Uint8Array {
  if (random() < 0.03) return noise(Math.floor(random() * 2_000), random);
  let input = pick(seeds, random);
  const times = 1 + Math.floor(random() * 6);
  for (let time = 0; time < times; time += 1) input = pick(BREAKS, random)(input, seeds, random);
  return input.subarray(0, LONGEST_INPUT);
}

type Break = (input: Uint8Array, seeds: readonly Uint8Array[], random: Random) => Uint8Array;

const BREAKS: readonly Break[] = [
  (input, _seeds, random) => {
    const changed = Uint8Array.from(input);
    const at = Math.floor(random() * changed.length);
    if (changed.length > 0) changed[at] = (changed[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    return changed;
  },
  (input, _seeds, random) => {
    const from = Math.floor(random() * input.length);
    return joined(input.subarray(0, from), input.subarray(from + Math.floor(random() * 20)));
  },
  (input, _seeds, random) => insertAt(input, Buffer.from(pick(TOKENS, random), 'utf8'), random),
  (input, _seeds, random) => insertAt(input, noise(1 + Math.floor(random() * 8), random), random),
  (input, seeds, random) => {
    const other = pick(seeds, random);
    return joined(input.subarray(0, random() * input.length), other.subarray(random() * other.length));
  },
  (input, _seeds, random) => {
    const from = Math.floor(random() * input.length);
    const piece = input.subarray(from, from + 1 + Math.floor(random() * 30));
    const repeated = Buffer.concat(Array.from({ length: Math.floor(random() * 200) }, () => piece));
    return joined(joined(input.subarray(0, from), repeated), input.subarray(from));
  },
  (input, _seeds, random) => input.subarray(0, random() * input.length),
];

function insertAt(input: Uint8Array, added: Uint8Array, random: Random): Uint8Array {
  const at = Math.floor(random() * (input.length + 1));
  return joined(joined(input.subarray(0, at), added), input.subarray(at));
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  return Buffer.concat([first, second]);
}

function noise(length: number, random: Random): Uint8Array {
  return Uint8Array.from({ length }, () => Math.floor(random() * 256));
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}
