/** How does a person read what a gate holds of them, without a program? */

import type { SubjectEntryItem, SubjectSummary } from '../contract/subject-api.ts';
import { VIETNAM_OFFSET_MS } from '../core/entry/vietnam-offset.ts';

/** Vietnamese and English, a line an entry, oldest first. */
export function subjectText(summary: SubjectSummary, entries: readonly SubjectEntryItem[]): string {
  const head = [
    `Số lượt / entries: ${summary.entries}`,
    `Đã gửi máy thu / sent to the collector: ${summary.uploaded}`,
    `Đã niêm phong cho cơ quan / sealed for the authority: ${summary.sealedForAuthority}`,
    `Trong danh sách theo dõi / on the watch list: ${summary.isWatched ? 'có / yes' : 'không / no'}`,
    `Trong danh sách người được vào / on the list of who is expected: ${(summary.rosterPeople ?? 0) > 0 ? 'có / yes' : 'không / no'}`,
  ];
  return `${[...head, '', ...entries.map(lineOf)].join('\n')}\n`;
}

function lineOf(entry: SubjectEntryItem): string {
  const way = entry.direction === 'in' ? 'vào / in' : 'ra / out';
  const person = entry.person === null ? ['(không mở được / cannot be opened)'] : personOf(entry.person);
  const notes = entry.notes.map(noteText);
  return [timeOf(entry.atUtcMs), way, entry.laneId, entry.codeKind, entry.verdict, ...person, ...notes].join(' · ');
}

function personOf(person: NonNullable<SubjectEntryItem['person']>): string[] {
  const { name, number, birthDate, sex, phone, address, note } = person;
  const born = birthDate === null ? null : Object.values(birthDate).slice(1).join('-');
  return [name, number, born, sex, phone, address, note].filter((each) => each !== null);
}

/** As it stands in the log: its kind, and what it says. */
function noteText({ type, ...said }: SubjectEntryItem['notes'][number]): string {
  return `${type} ${JSON.stringify(said)}`;
}

/** Of Vietnam, which has no summer time. */
function timeOf(utcMs: number): string {
  return new Date(utcMs + VIETNAM_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}
