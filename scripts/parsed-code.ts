/** What does the gate make of one payload, as plain data for other programs? */

import type { PartialDate, PersonFields } from '../src-main/core/code/code.ts';
import { recogniseOnLane } from '../src-main/core/scan/join-halves.ts';
import { newLane } from '../src-main/core/scan/lane.ts';
import { judgeSignedText } from '../src-main/credentials/open-credential.ts';
import type { Trust } from '../src-main/credentials/trust/trust.ts';
import { decodeText } from '../src-main/devices/decode-text.ts';

export type ParsedCode = {
  /** As in an entry; `unreadable` where there is no code to speak of, with the reason among the warnings. */
  readonly kind: string;
  readonly fields: Readonly<Record<keyof PersonFields, string | null>> | null;
  readonly warnings: readonly string[];
  /** `none`, `unsigned`, or the state of the proof: `verified`, `signer-expired`, `expired`, … */
  readonly verification: string;
  /** One word finer than the state. */
  readonly detail: string | null;
  readonly issuer: string | null;
};

/** One payload as a reader would have handed it over: bytes, from which the code page is told. */
export function parseCode(bytes: Uint8Array, trust: Trust, nowUtcMs: number): ParsedCode {
  const { text, encoding } = decodeText(bytes);
  const reading = { laneId: 'parse', readerKind: 'command', text, encoding } as const;
  const { code } = recogniseOnLane(reading, newLane('parse', 'in'), 0);
  const unsaid = { fields: null, warnings: [], verification: 'none', detail: null, issuer: null };
  switch (code.type) {
    case 'person':
      return {
        ...unsaid,
        kind: code.kind,
        fields: plainFields(code.fields),
        warnings: code.warnings,
        verification: 'unsigned',
      };
    case 'signed': {
      const { kind, fields, warnings, proof } = judgeSignedText(code.text, trust, nowUtcMs);
      const { state, detail, issuer } = proof;
      return { kind, fields: plainFields(fields), warnings, verification: state, detail, issuer };
    }
    case 'unreadable':
      return { ...unsaid, kind: 'unreadable', warnings: [code.reason] };
    case 'place':
    case 'opaque':
      return { ...unsaid, kind: code.type };
  }
}

/** Dates as far as they are known: `1999-01-01` or `1999`. */
function plainFields(fields: PersonFields): ParsedCode['fields'] {
  const { birthDate, issuedOn, validFrom, validTo, ...rest } = fields;
  return {
    ...rest,
    birthDate: plainDate(birthDate),
    issuedOn: plainDate(issuedOn),
    validFrom: plainDate(validFrom),
    validTo: plainDate(validTo),
  };
}

function plainDate(date: PartialDate | null): string | null {
  if (date === null) return null;
  const year = String(date.year).padStart(4, '0');
  if (date.precision === 'year') return year;
  return `${year}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
}
