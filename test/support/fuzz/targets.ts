/** What takes bytes or text from strangers, and must neither throw nor stall? */

import { recognise } from '../../../src-main/core/code/recognise.ts';
import { recogniseOnLane } from '../../../src-main/core/scan/join-halves.ts';
import type { Lane } from '../../../src-main/core/scan/lane.ts';
import { newLane } from '../../../src-main/core/scan/lane.ts';
import { decodeBase32 } from '../../../src-main/credentials/envelope/base32.ts';
import { decodeBase45 } from '../../../src-main/credentials/envelope/base45.ts';
import { decodeCbor, plainOf } from '../../../src-main/credentials/envelope/cbor.ts';
import { readCoseSign1 } from '../../../src-main/credentials/envelope/cose-sign1.ts';
import { readCwt } from '../../../src-main/credentials/envelope/cwt.ts';
import { inflate } from '../../../src-main/credentials/inflate.ts';
import { parseJson } from '../../../src-main/credentials/json.ts';
import { judgeSignedText } from '../../../src-main/credentials/open-credential.ts';
import type { Trust } from '../../../src-main/credentials/trust/trust.ts';
import { decodeText } from '../../../src-main/devices/decode-text.ts';
import { SIGNED_UTC_MS } from '../credentials/sign-hc1.ts';

export type FuzzTarget = { readonly name: string; readonly run: (input: Uint8Array) => unknown };

/** A new set: a lane remembers what it has read. */
export function fuzzTargets(trust: Trust): readonly FuzzTarget[] {
  let lane: Lane = newLane('fuzz', 'in');
  let atMonotonicMs = 0;
  return [
    {
      name: 'reading',
      run: (input) => {
        const { text, encoding } = decodeText(input);
        atMonotonicMs += 100;
        const reading = { laneId: 'fuzz', readerKind: 'serial', text, encoding } as const;
        const { code, lane: after } = recogniseOnLane(reading, lane, atMonotonicMs);
        lane = after;
        if (code.type === 'signed') judgeSignedText(code.text, trust, SIGNED_UTC_MS);
      },
    },
    { name: 'recognise', run: (input) => recognise(latin(input), 'windows-1252') },
    { name: 'signed text', run: (input) => judgeSignedText(latin(input), trust, SIGNED_UTC_MS) },
    { name: 'base45', run: (input) => decodeBase45(latin(input)) },
    { name: 'base32', run: (input) => decodeBase32(latin(input)) },
    { name: 'cbor', run: (input) => plainOf(decodeCbor(input)) },
    { name: 'cose', run: (input) => readCoseSign1(input) },
    { name: 'cwt', run: (input) => readCwt(input) },
    { name: 'zlib', run: (input) => inflate(input, 'zlib') },
    { name: 'deflate', run: (input) => inflate(input, 'raw') },
    { name: 'json', run: (input) => parseJson(latin(input)) },
  ];
}

function latin(input: Uint8Array): string {
  return Buffer.from(input.buffer, input.byteOffset, input.byteLength).toString('latin1');
}
