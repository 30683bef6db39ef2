/** How does the list leave the gate, for a spreadsheet that would take an odd name for a formula? */

import { stringify } from 'csv-stringify/sync';
import type { RosterColumn } from '../../core/entry/roster.ts';
import { VIETNAM_OFFSET_MS } from '../../core/entry/vietnam-offset.ts';
import type { RosterPerson } from '../../core/roster/person.ts';
import { TEMPLATE_HEADERS } from '../../core/roster/template.ts';

const BYTE_ORDER_MARK = '\uFEFF';
export function csvHeaders(language: 'vi' | 'en'): string {
  return BYTE_ORDER_MARK + lines([Object.values(TEMPLATE_HEADERS[language])]);
}

export function csvPeople(people: readonly RosterPerson[], laneNames: ReadonlyMap<string, string>): string {
  return lines(
    people.map((person) => {
      const cells: Readonly<Record<RosterColumn, string>> = {
        name: person.name,
        number: person.number ?? '',
        insuranceNumber: person.insuranceNumber ?? '',
        // What it was once is not kept: all of them are badges.
        staffCode: '',
        badge: person.badges.join('; '),
        department: person.department ?? '',
        host: person.host ?? '',
        validFrom: dayText(person.validFromUtcMs),
        validUntil: person.validUntilUtcMs === null ? '' : dayText(person.validUntilUtcMs - 1),
        lanes: (person.laneIds ?? []).map((id) => laneNames.get(id) ?? id).join('; '),
        note: person.note ?? '',
      };
      return (Object.keys(TEMPLATE_HEADERS.vi) as RosterColumn[]).map((column) => cells[column]);
    }),
  );
}

function lines(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    { escape_formulas: true, record_delimiter: 'windows' },
  );
}

/** `31/12/2026`, of Vietnam. */
function dayText(atUtcMs: number | null): string {
  if (atUtcMs === null) return '';
  const [year, month, day] = new Date(atUtcMs + VIETNAM_OFFSET_MS).toISOString().slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}
