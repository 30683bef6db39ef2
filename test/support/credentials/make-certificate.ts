/** An X.509 certificate as an authority would issue it, built byte by byte, so that each part can be wrong. */

import type { KeyObject } from 'node:crypto';
import { sign } from 'node:crypto';

export type CertificateParts = {
  /** Two-letter country and common name. */
  readonly subject: readonly [string, string];
  readonly issuer: readonly [string, string];
  readonly spki: string;
  readonly notBeforeUtcMs: number;
  readonly notAfterUtcMs: number;
  readonly isAuthority: boolean;
  /** Extended key usages, by their numbers; none = no such extension. */
  readonly usages: readonly string[];
};

/** DER, signed with ECDSA and SHA-256 by the issuer's key. */
export function makeCertificate(parts: CertificateParts, issuerKey: KeyObject): Buffer {
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2'));
  const extensions = [
    extension('2.5.29.19', parts.isAuthority ? sequence(der(0x01, Buffer.from([0xff]))) : sequence()),
    ...(parts.isAuthority ? [extension('2.5.29.15', der(0x03, Buffer.from([0x02, 0x04])))] : []),
    ...(parts.usages.length === 0 ? [] : [extension('2.5.29.37', sequence(...parts.usages.map(objectId)))]),
  ];
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    nameOf(parts.issuer),
    sequence(time(parts.notBeforeUtcMs), time(parts.notAfterUtcMs)),
    nameOf(parts.subject),
    Buffer.from(parts.spki, 'base64'),
    der(0xa3, sequence(...extensions)),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, issuerKey)));
}

function nameOf([country, commonName]: readonly [string, string]): Buffer {
  return sequence(
    der(0x31, sequence(objectId('2.5.4.6'), der(0x13, Buffer.from(country)))),
    der(0x31, sequence(objectId('2.5.4.3'), der(0x0c, Buffer.from(commonName)))),
  );
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), der(0x01, Buffer.from([0xff])), der(0x04, value));
}

/** GeneralizedTime, `yyyyMMddHHmmssZ`. */
function time(utcMs: number): Buffer {
  return der(0x18, Buffer.from(new Date(utcMs).toISOString().replace(/[-:T]|\.\d+/g, '')));
}

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): readonly number[] {
  return value < 128 ? [value] : [...base128(Math.floor(value / 128)).map((byte) => byte | 0x80), value % 128];
}

function bits(bytes: Buffer): Buffer {
  return der(0x03, Buffer.concat([Buffer.from([0]), bytes]));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
