/** How does a person read what a gate holds of them, without a program? */

import type { HeldOfSubject, SubjectEntryItem } from '../contract/subject-api.ts';
import { VIETNAM_OFFSET_MS } from '../core/entry/vietnam-offset.ts';

type Held = Omit<HeldOfSubject, 'text'>;
type RosterRow = Held['roster'][number];

/** Vietnamese and English, a line an entry, oldest first, and what stands of the person elsewhere. */
export function subjectText({ summary, entries, roster, watched, handOvers }: Held): string {
  const head = [
    `Số lượt / entries: ${summary.entries}`,
    `Đã gửi máy thu / sent to the collector: ${summary.uploaded}`,
    `Đã niêm phong cho cơ quan / sealed for the authority: ${summary.sealedForAuthority}`,
    `Trong danh sách theo dõi / on the watch list: ${summary.isWatched ? 'có / yes' : 'không / no'}`,
    `Trong danh sách người được vào / on the list of who is expected: ${roster.length > 0 ? 'có / yes' : 'không / no'}`,
  ];
  const others = [
    ...roster.map(rosterLine),
    ...watched.map(watchLine),
    ...handOvers.flatMap(({ givenAtUtcMs, lines }) =>
      lines.map((line) => `Sổ giao ca / shift note · ${timeOf(givenAtUtcMs)} · ${line}`),
    ),
  ];
  const sections = [head, entries.map(lineOf), others].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** Every field that the list has of somebody. */
function rosterLine({ addedAtUtcMs, person }: RosterRow): string {
  const said =
    person === null
      ? ['(không mở được / cannot be opened)']
      : Object.entries(person)
          .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
          .map(([name, value]) => `${name} ${saidOf(name, value)}`);
  return ['Danh sách người / people list', timeOf(addedAtUtcMs), ...said].join(' · ');
}

function saidOf(name: string, value: unknown): string {
  if (name.endsWith('UtcMs') && typeof value === 'number') return timeOf(value);
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function watchLine({ action, addedAtUtcMs, untilUtcMs, maskedNumber }: Held['watched'][number]): string {
  const until = untilUtcMs === null ? '–' : timeOf(untilUtcMs);
  return ['Danh sách để ý / watch list', timeOf(addedAtUtcMs), until, action, maskedNumber].join(' · ');
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
