/** What happens to one scan, from text to verdict? Recognise → open what is signed → look up the list → decide → commit → respond. */

import type { CodeKind, SubjectKey } from '../code/code.ts';
import { SAYS_NOTHING } from '../code/code.ts';
import type { OpenedCode } from '../code/credential.ts';
import { maskName, maskNumber } from '../code/mask.ts';
import { typedNumberKey } from '../code/subject-key.ts';
import type { Decision } from '../entry/decide.ts';
import { decide } from '../entry/decide.ts';
import type { EntryDraft, Moment, PersonalFields, Shown, TracingTag } from '../entry/entry.ts';
import type { Expected } from '../entry/roster.ts';
import type { RuleSettings } from '../entry/rule.ts';
import type { ScanPorts } from '../ports.ts';
import type { VisitNote } from '../visit/visit-note.ts';
import { recogniseOnLane } from './join-halves.ts';
import type { Lane } from './lane.ts';
import type { Reading } from './reading.ts';
import { respond } from './respond.ts';

/**
 * Takes one reading through the gate. Synchronous from end to end, so no two scans of a PC interleave;
 * the verdict it returns is true on disk already. Never throws for anything that a code can contain.
 */
export function handleReading(
  reading: Reading,
  lane: Lane,
  rules: RuleSettings,
  ports: ScanPorts,
): { readonly lane: Lane; readonly shown: Shown } {
  const { draft, notes, codeKind, decision, group, lane: laneAfter } = assess(reading, lane, rules, ports);
  const commit = decision.isRecorded ? ports.log.commit(draft, notes) : null;
  return { lane: laneAfter, shown: respond(draft, codeKind, decision, commit, group) };
}

/**
 * What the gate would say to a reading, and nothing more: nothing is written, counted or remembered, and its lane is as
 * it was. For trying readers out.
 */
export function tryReading(reading: Reading, lane: Lane, rules: RuleSettings, ports: ScanPorts): Shown {
  const { draft, codeKind, decision, group } = assess(reading, lane, rules, ports);
  return respond(draft, codeKind, decision, null, group);
}

type Assessed = {
  readonly draft: EntryDraft;
  readonly notes: readonly VisitNote[];
  readonly codeKind: CodeKind | null;
  readonly decision: Decision;
  readonly group: Expected['group'] | null;
  readonly lane: Lane;
};

function assess(reading: Reading, lane: Lane, rules: RuleSettings, ports: ScanPorts): Assessed {
  const at = ports.clock.now();
  const { code: recognised, lane: laneAfter } = recogniseOnLane(reading, lane, at.monotonicMs);
  const opened = recognised.type === 'signed' ? ports.credentials.open(recognised.text, at.wallUtcMs) : recognised;
  const { code, subjectTag, expected } = lookUp(opened, at, ports);
  const decision = decide({
    code,
    laneId: lane.id,
    direction: lane.direction,
    nowUtcMs: at.wallUtcMs,
    rules,
    lastEntry: subjectTag === null ? null : ports.history.lastEntry(subjectTag, lane.id, lane.direction),
    watched: subjectTag === null ? null : ports.watchList.find(subjectTag),
    isPassUsed: isUsedPass(code, subjectTag, lane, ports),
    expected,
  });
  const tags = { subjectTag, tracing: tracingOf(code, at, ports) };
  const draft = draftEntry(reading, lane, code, decision, tags, at, rules);
  const codeKind = code.type === 'unreadable' ? null : draft.codeKind;
  return { draft, notes: notesOf(opened), codeKind, decision, group: expected?.group ?? null, lane: laneAfter };
}

type LookedUp = {
  readonly code: OpenedCode;
  readonly subjectTag: string | null;
  readonly expected: Expected | null;
};

/** Whom of the venue's list this is. A text of no known form becomes somebody's badge there; card and badge have one tag. */
function lookUp(code: OpenedCode, { wallUtcMs }: Moment, ports: ScanPorts): LookedUp {
  const tag = tagOf(code, ports);
  const expected = tag === null ? null : (ports.roster?.find(tag, wallUtcMs) ?? null);
  if (expected === null || (code.type !== 'opaque' && code.type !== 'place'))
    return { code, subjectTag: tag, expected };
  const { name, number } = expected;
  const key = number === null ? null : typedNumberKey(number);
  const badge: OpenedCode = { type: 'badge', key, fields: { ...SAYS_NOTHING, name, number } };
  return { code: badge, subjectTag: expected.subjectTag ?? tag, expected };
}

/** By what the same code is known again on this gate, or `null` where it hides who it is. */
function tagOf(code: OpenedCode, ports: ScanPorts): string | null {
  switch (code.type) {
    case 'person':
      return code.key === null ? null : ports.tagger.tag(code.key);
    case 'credential':
      return ports.tagger.tag(code.key);
    case 'opaque':
    case 'place':
      return ports.tagger.tag({ scheme: 'opaque', value: code.text });
    case 'badge':
    case 'unreadable':
      return null;
  }
}

/** By what the authority knows the same person at every gate. */
function tracingOf(code: OpenedCode, { wallUtcMs }: Moment, { tracer }: ScanPorts): TracingTag | null {
  const key: SubjectKey | null =
    code.type === 'person' || code.type === 'credential' || code.type === 'badge' ? code.key : null;
  return key === null ? null : (tracer?.trace(key, wallUtcMs) ?? null);
}

function isUsedPass(code: OpenedCode, subjectTag: string | null, lane: Lane, ports: ScanPorts): boolean {
  const isOneTime = code.type === 'credential' && code.pass?.isOneTime === true;
  return isOneTime && subjectTag !== null && ports.passBook.wasAdmitted(subjectTag, lane.direction);
}

function draftEntry(
  reading: Reading,
  lane: Lane,
  code: OpenedCode,
  decision: Decision,
  tags: Pick<EntryDraft, 'subjectTag' | 'tracing'>,
  at: Moment,
  rules: RuleSettings,
): EntryDraft {
  return {
    at,
    laneId: lane.id,
    direction: lane.direction,
    inferred: false,
    readerKind: reading.readerKind,
    codeKind: kindOf(code),
    subjectTag: tags.subjectTag,
    codeLength: code.type === 'opaque' ? code.text.length : null,
    personal: personalOf(code, rules),
    ...proofOf(code),
    verdict: decision.verdict,
    reasons: decision.reasons,
    rulesVersion: rulesVersionOf(code, rules),
    corrects: null,
    tracing: tags.tracing,
  };
}

function kindOf(code: OpenedCode): CodeKind {
  switch (code.type) {
    case 'person':
    case 'credential':
      return code.kind;
    case 'place':
      return 'place';
    case 'badge':
      return 'badge';
    case 'opaque':
    case 'unreadable':
      return 'opaque';
  }
}

function proofOf(code: OpenedCode): Pick<EntryDraft, 'verification' | 'issuer' | 'trustVersion'> {
  if (code.type === 'credential') {
    return { verification: code.proof.state, issuer: code.proof.issuer, trustVersion: code.trustVersion };
  }
  return { verification: code.type === 'person' ? 'unsigned' : 'none', issuer: null, trustVersion: null };
}

/** Business rules are versioned on their own; an entry names both sets where both were asked. */
function rulesVersionOf(code: OpenedCode, rules: RuleSettings): string {
  return code.type === 'credential' && code.rules !== null ? `${rules.version}+${code.rules.version}` : rules.version;
}

/** What a card says besides its person; the venue keeps it only where somebody works with it. */
function notesOf(code: OpenedCode): readonly VisitNote[] {
  if (code.type !== 'person' || !code.kind.startsWith('bhyt')) return [];
  return [{ type: 'insurance', from: code.fields.validFrom, to: code.fields.validTo }];
}

/** What is kept of a person: never parents or dates of issue, and an address only where the venue has a reason. */
function personalOf(code: OpenedCode, { addressReason }: RuleSettings): PersonalFields | null {
  if (code.type !== 'person' && code.type !== 'credential' && code.type !== 'badge') return null;
  const { fields } = code;
  return {
    maskedName: maskName(fields.name),
    maskedNumber: maskNumber(fields.number),
    name: fields.name,
    number: fields.number,
    birthDate: fields.birthDate,
    sex: fields.sex,
    phone: fields.phone,
    address: addressReason === '' ? null : fields.address,
    note: null,
  };
}
