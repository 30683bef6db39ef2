/** What happens when there is no code, and the guard makes the entry? */

import type { SubjectKey } from '../code/code.ts';
import { maskName, maskNumber } from '../code/mask.ts';
import { typedNumberKey, typedPhoneKey } from '../code/subject-key.ts';
import type { Decision } from '../entry/decide.ts';
import { decide } from '../entry/decide.ts';
import type { EntryDraft, Shown } from '../entry/entry.ts';
import type { RuleSettings } from '../entry/rule.ts';
import type { ScanPorts } from '../ports.ts';
import type { Lane } from './lane.ts';
import { respond } from './respond.ts';

/** Parsed at the contract: a name, at least one of number and phone may be `null`, and why there was no code. */
export type ManualEntry = {
  readonly name: string;
  readonly number: string | null;
  readonly phone: string | null;
  readonly note: string;
};

/**
 * Records what the guard typed, by the same rules and the same commit as a scan. The person is known again by
 * the 12-digit number, else any other number, else the phone. A name alone is nobody's: two people of one name may come
 * one behind the other, so it is never taken for a repeat.
 */
export function handleManualEntry(entry: ManualEntry, lane: Lane, rules: RuleSettings, ports: ScanPorts): Shown {
  const at = ports.clock.now();
  const key = manualKey(entry);
  const subjectTag = ports.tagger.tag(key);
  const expected = key.scheme === 'name' ? null : (ports.roster?.find(subjectTag, at.wallUtcMs) ?? null);
  const decision: Decision = decide({
    code: null,
    laneId: lane.id,
    direction: lane.direction,
    nowUtcMs: at.wallUtcMs,
    rules,
    lastEntry: key.scheme === 'name' ? null : ports.history.lastEntry(subjectTag, lane.id, lane.direction),
    watched: ports.watchList.find(subjectTag),
    isPassUsed: false,
    expected,
  });
  const draft: EntryDraft = {
    at,
    laneId: lane.id,
    direction: lane.direction,
    inferred: false,
    readerKind: 'manual',
    codeKind: 'manual',
    subjectTag,
    codeLength: null,
    personal: {
      maskedName: maskName(entry.name),
      maskedNumber: maskNumber(entry.number ?? entry.phone),
      name: entry.name,
      number: entry.number,
      birthDate: null,
      sex: null,
      phone: entry.phone,
      address: null,
      note: entry.note,
    },
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: decision.verdict,
    reasons: decision.reasons,
    rulesVersion: rules.version,
    corrects: null,
    tracing: ports.tracer?.trace(key, at.wallUtcMs) ?? null,
  };
  const commit = decision.isRecorded ? ports.log.commit(draft) : null;
  return respond(draft, 'manual', decision, commit, expected?.group ?? null);
}

/**
 * Records that a guard opened for a vehicle, a delivery or helpers in a hurry: nobody's name, only why. Nobody's, so never a repeat
 * and never on a list; admitted because the guard has decided it already.
 */
export function handleVehicle(note: string, lane: Lane, rules: RuleSettings, ports: ScanPorts): Shown {
  const at = ports.clock.now();
  const decision: Decision = { verdict: 'admit', reasons: ['vehicle-by-hand'], isRecorded: true, standing: null };
  const draft: EntryDraft = {
    at,
    laneId: lane.id,
    direction: lane.direction,
    inferred: false,
    readerKind: 'manual',
    codeKind: 'manual',
    subjectTag: null,
    codeLength: null,
    personal: {
      maskedName: null,
      maskedNumber: null,
      name: null,
      number: null,
      birthDate: null,
      sex: null,
      phone: null,
      address: null,
      note,
    },
    verification: 'none',
    issuer: null,
    trustVersion: null,
    verdict: decision.verdict,
    reasons: decision.reasons,
    rulesVersion: rules.version,
    corrects: null,
    tracing: null,
  };
  return respond(draft, 'manual', decision, ports.log.commit(draft));
}

function manualKey(entry: ManualEntry): SubjectKey {
  if (entry.number !== null) return typedNumberKey(entry.number);
  if (entry.phone !== null) return typedPhoneKey(entry.phone);
  return { scheme: 'name', value: entry.name.normalize('NFC').replace(/\s+/gu, ' ').trim().toUpperCase() };
}
