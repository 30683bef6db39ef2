/** Who gets a file of what this gate recorded, where does it go, and what may stand in it? */

import { isAbsolute, join } from 'node:path';
import { CANNOT_NOTE } from '../contract/access-api.ts';
import type {
  ExportAnswer,
  ExportFormat,
  ExportInput,
  ExportWhat,
  FullExportInput,
  SubjectFileInput,
} from '../contract/report-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { HeldOfSubject } from '../contract/subject-api.ts';
import { isoDate, periodAt, periodName } from '../core/report/period.ts';
import { MOST_ROWS } from '../export/row-limits.ts';
import type { ExportPlace } from '../export/whole-file.ts';
import { fileStem, writeText } from '../export/whole-file.ts';
import { wordsOf } from '../export/words.ts';
import { TOO_MANY_ROWS } from '../store/listed-entries.ts';
import type { Audit } from './audit-desk.ts';
import { folderTrouble } from './folder-trouble.ts';
import type { ReportReader } from './report-reader.ts';

import { isNothing } from './subject-desk.ts';

/** In the data folder, where no other is named. */
export const EXPORT_FOLDER = 'exports';

export type ExportDesk = {
  readonly writeExport: (input: ExportInput) => Promise<ExportAnswer>;
  readonly writeFullExport: (input: FullExportInput) => Promise<ExportAnswer>;
  readonly writeSubjectFile: (input: SubjectFileInput) => Promise<ExportAnswer>;
};

export type ExportDeskOptions = {
  readonly dataDir: string;
  readonly reader: ReportReader;
  readonly settings: () => Settings;
  readonly nowUtcMs: () => number;
  readonly readSubject: (input: { readonly number: string }) => HeldOfSubject;
  readonly note: Audit['note'];
  readonly noteFirst: Audit['noteFirst'];
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
};

export function openExportDesk(options: ExportDeskOptions): ExportDesk {
  const { dataDir, reader, settings, nowUtcMs, note, noteFirst, log } = options;

  function placeFor(folder: string, ...parts: readonly string[]): ExportPlace | null {
    const chosen = folder === '' ? settings().exports.folder : folder;
    if (chosen !== '' && !isAbsolute(chosen)) return null;
    const { venue, screen } = settings();
    const gate = fileStem(venue.name);
    const name = [gate === '' ? wordsOf(screen.language).exports.file.gate : gate, ...parts].join('_');
    return { folder: chosen === '' ? join(dataDir, EXPORT_FOLDER) : chosen, mayMakeFolder: chosen === '', name };
  }

  async function write(what: ExportWhat, format: ExportFormat, folder: string, reason?: string): Promise<ExportAnswer> {
    const isFull = reason !== undefined;
    const { venue, screen, lanes } = settings();
    const words = wordsOf(screen.language);
    const place = placeFor(folder, words.exports.file[what.type], periodPart(what));
    if (place === null) return { type: 'refused', reason: 'not-a-folder', most: null };
    const noted = ['exported', { what: what.type, format, isFull }, reason ?? null] as const;
    // Figures are nobody's.
    if (what.type === 'report') note(...noted);
    else if (!noteFirst(...noted)) return { type: 'refused', reason: CANNOT_NOTE, most: null };
    const laneIds = lanes.map(({ id }) => id);
    const answer = await reader.ask<'write'>({
      type: 'write',
      order: {
        what:
          what.type === 'report'
            ? { type: 'report', question: { kind: what.kind, atUtcMs: what.atUtcMs, nowUtcMs: nowUtcMs(), laneIds } }
            : { ...what, isFull },
        format,
        place,
        names: {
          language: screen.language,
          gate: venue.name === '' ? words.exports.file.gate : venue.name,
          lanes: Object.fromEntries(lanes.map(({ id, name }) => [id, name])),
          nowUtcMs: nowUtcMs(),
        },
      },
    });
    if (answer.type === 'answered') {
      log('export-written', { what: what.type, format, rows: answer.value.rows });
      return { type: 'written', ...answer.value };
    }
    log('export-failed', { what: what.type, format, code: answer.code });
    note('not-done', { what: 'exported' });
    if (answer.code === TOO_MANY_ROWS) return { type: 'refused', reason: 'too-many', most: MOST_ROWS[format] };
    return { type: 'refused', reason: folderTrouble(answer.code), most: null };
  }

  return {
    writeExport: ({ what, format, folder }) => write(what, format, folder),
    writeFullExport: ({ what, format, folder, reason }) => write(what, format, folder, reason),
    writeSubjectFile: async ({ number, folder, reason }) => {
      const place = placeFor(folder, wordsOf(settings().screen.language).exports.file.subject, isoDate(nowUtcMs()));
      if (place === null) return { type: 'refused', reason: 'not-a-folder', most: null };
      const { summary, text } = options.readSubject({ number });
      if (isNothing(summary)) return { type: 'refused', reason: 'nobody', most: null };
      const isNoted = noteFirst('exported', { what: 'subject-file', entries: summary.entries }, reason);
      if (!isNoted) return { type: 'refused', reason: CANNOT_NOTE, most: null };
      try {
        const { path } = await writeText(text, place);
        return { type: 'written', path, rows: summary.entries };
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        log('export-failed', { what: 'subject', code });
        note('not-done', { what: 'exported' });
        return { type: 'refused', reason: folderTrouble(code), most: null };
      }
    },
  };
}

function periodPart(what: ExportWhat): string {
  if (what.type === 'report') return periodName(periodAt(what.kind, what.atUtcMs));
  const [first, last] = [isoDate(what.fromUtcMs), isoDate(what.untilUtcMs - 1)];
  return first === last ? first : `${first}_${last}`;
}
