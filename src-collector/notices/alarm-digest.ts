/** How is somebody told in one message what began and what is over, be it one gate or all of them? */

import { vietnamClock, vietnamDay } from '../../src-main/core/report/period.ts';
import { fill } from '../../src-main/export/words.ts';
import type { NoticeKind, NoticeTarget } from '../contract/notices-calls.ts';
import { NOTICE_KINDS } from '../contract/notices-calls.ts';
import { oneLine, unitName } from '../reports/figures-document.ts';
import { noticeWords } from '../reports/notice-words.ts';
import { shownDevice } from '../revocation.ts';
import type { AlarmEvent } from './alarm-states.ts';

/** Gates that are named in a mail for each kind; of the others it is said how many they are, by unit. */
const MOST_NAMED = 20;
const MOST_UNITS = 30;
/** In a webhook. */
const MOST_LISTED = 500;
/** So many, and so large a share of the unit, have one cause. */
const OUTAGE_GATES = 10;
const OUTAGE_SHARE = 0.3;

export type Digest = { readonly subject: string; readonly text: string; readonly json: object };
type Told = Pick<NoticeTarget, 'unit' | 'language'>;

/** `gates`: how many the unit has. */
export function alarmDigest(events: readonly AlarmEvent[], target: Told, gates: number): Digest {
  const words = noticeWords(target.language).alarms;
  const unit = unitName(target.unit, target.language);
  const began = events.filter(({ change }) => change === 'began');
  const ended = events.filter(({ change }) => change === 'ended');
  const away = began.filter(({ kind }) => kind === 'away').length;
  const isOutage = away >= OUTAGE_GATES && away >= gates * OUTAGE_SHARE;
  const subject = isOutage
    ? fill(words.subject.outage, { n: away, unit })
    : fill(began.length > 0 ? words.subject.began : words.subject.ended, { n: began.length || ended.length, unit });
  const text = [
    ...(isOutage ? [fill(words.outage, { n: away, total: Math.max(gates, away) }), ''] : []),
    ...sectionOf(words.began, began, target),
    ...sectionOf(words.ended, ended, target),
  ].join('\n');
  return { subject: oneLine(subject), text, json: jsonOf(began, ended, target, isOutage) };
}

function sectionOf(title: string, events: readonly AlarmEvent[], target: Told): readonly string[] {
  if (events.length === 0) return [];
  const words = noticeWords(target.language).alarms;
  return [
    title.toUpperCase(),
    ...NOTICE_KINDS.flatMap((kind) => {
      const of = events.filter((event) => event.kind === kind);
      if (of.length === 0) return [];
      return [`${words.kind[kind]} (${of.length})`, ...linesOf(of, target), ''];
    }),
  ];
}

function linesOf(events: readonly AlarmEvent[], { language }: Told): readonly string[] {
  const words = noticeWords(language).alarms;
  const named = events.slice(0, MOST_NAMED).map(
    (event) =>
      `  • ${fill(words.line, {
        gate: gateName(event, language),
        unit: unitName(event.unit, language),
        time: vietnamClock(event.beganAtUtcMs),
        date: vietnamDay(event.beganAtUtcMs),
      })}`,
  );
  if (events.length <= MOST_NAMED) return named;
  const counts = new Map<string, number>();
  for (const { unit } of events) {
    const name = unitName(unit, language);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const byUnit = [...counts].sort(([, left], [, right]) => right - left).slice(0, MOST_UNITS);
  return [
    ...byUnit.map(([unit, n]) => `  ${fill(words.byUnit, { unit, n })}`),
    ...named,
    `  ${fill(words.more, { n: events.length - MOST_NAMED })}`,
  ];
}

/** The venue, and which of its gates. */
function gateName({ subject, label }: AlarmEvent, language: Told['language']): string {
  const words = noticeWords(language).alarms;
  if (subject === 'collector') return words.collector;
  const gate = fill(words.gate, { id: shownDevice(subject) });
  return oneLine(label) === '' ? gate : `${oneLine(label)} (${gate})`;
}

function jsonOf(began: readonly AlarmEvent[], ended: readonly AlarmEvent[], { unit }: Told, isOutage: boolean): object {
  const listOf = (events: readonly AlarmEvent[]) => ({
    count: events.length,
    byKind: countKinds(events),
    items: events.slice(0, MOST_LISTED).map((event) => ({
      gate: event.subject === 'collector' ? null : event.subject,
      venue: oneLine(event.label),
      unit: event.unit,
      kind: event.kind,
      since: new Date(event.beganAtUtcMs).toISOString(),
    })),
  });
  return { unit, isOutage, began: listOf(began), ended: listOf(ended) };
}

function countKinds(events: readonly AlarmEvent[]): Partial<Record<NoticeKind, number>> {
  const counts: Partial<Record<NoticeKind, number>> = {};
  for (const { kind } of events) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
