/** What happens to one scan, from text to verdict? Recognise → decide → commit → respond. */

import type { Code } from '../code/code.ts';
import { maskName, maskNumber } from '../code/mask.ts';
import type { Decision } from '../entry/decide.ts';
import { decide } from '../entry/decide.ts';
import type { EntryDraft, Moment, PersonalFields, Shown } from '../entry/entry.ts';
import type { RuleSettings } from '../entry/rule.ts';
import type { ScanPorts } from '../ports.ts';
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
  const at = ports.clock.now();
  const { code, lane: laneAfter } = recogniseOnLane(reading, lane, at.monotonicMs);
  const subjectTag = tagOf(code, ports);
  const decision = decide({
    code,
    nowUtcMs: at.wallUtcMs,
    rules,
    lastEntry: subjectTag === null ? null : ports.history.lastEntry(subjectTag, lane.id, lane.direction),
    watched: subjectTag === null ? null : ports.watchList.find(subjectTag),
  });
  const draft = draftEntry(reading, lane, code, decision, subjectTag, at, rules);
  const commit = decision.isRecorded ? ports.log.commit(draft) : null;
  return {
    lane: laneAfter,
    shown: respond(draft, code.type === 'unreadable' ? null : draft.codeKind, decision, commit),
  };
}

/** By what the same code is known again on this gate, or `null` where it hides who it is. */
function tagOf(code: Code, ports: ScanPorts): string | null {
  switch (code.type) {
    case 'person':
      return code.key === null ? null : ports.tagger.tag(code.key);
    case 'opaque':
    case 'place':
      return ports.tagger.tag({ scheme: 'opaque', value: code.text });
    case 'unreadable':
      return null;
  }
}

function draftEntry(
  reading: Reading,
  lane: Lane,
  code: Code,
  decision: Decision,
  subjectTag: string | null,
  at: Moment,
  rules: RuleSettings,
): EntryDraft {
  return {
    at,
    laneId: lane.id,
    direction: lane.direction,
    inferred: false,
    readerKind: reading.readerKind,
    codeKind: code.type === 'person' ? code.kind : code.type === 'place' ? 'place' : 'opaque',
    subjectTag,
    codeLength: code.type === 'opaque' ? code.text.length : null,
    personal: personalOf(code),
    verification: code.type === 'person' ? 'unsigned' : 'none',
    verdict: decision.verdict,
    reasons: decision.reasons,
    rulesVersion: rules.version,
  };
}

/** What is kept of a person: no address, no parents, no dates of issue (a gate has no need of them). */
function personalOf(code: Code): PersonalFields | null {
  if (code.type !== 'person') return null;
  const { fields } = code;
  return {
    maskedName: maskName(fields.name),
    maskedNumber: maskNumber(fields.number),
    name: fields.name,
    number: fields.number,
    birthDate: fields.birthDate,
    sex: fields.sex,
    phone: fields.phone,
    note: null,
  };
}
