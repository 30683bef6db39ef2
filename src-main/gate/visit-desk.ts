/** What does a hospital's desk know of those who came today, and what does it add to them? */

import type { Settings } from '../contract/settings.ts';
import type { DeclarationInput, Noted, VisitCalls } from '../contract/visit-api.ts';
import type { EntryDraft, Shown } from '../core/entry/entry.ts';
import { dayStartUtcMs } from '../core/entry/tally.ts';
import { clipboardLine } from '../core/visit/clipboard-line.ts';
import type { JoinedVisit } from '../core/visit/join-visits.ts';
import { joinVisits, refText } from '../core/visit/join-visits.ts';
import type { Card } from '../core/visit/plan-join.ts';
import { planJoin } from '../core/visit/plan-join.ts';
import type { EntryRef, VisitNote } from '../core/visit/visit-note.ts';
import type { Store } from '../store/open-store.ts';
import type { VisitEntry } from '../store/visit-notes.ts';
import type { Log } from './opened-gate.ts';
import { detailOf, isOf, itemOf, maskedOf, valuesOf } from './visit-views.ts';

const DAY_MS = 24 * 3_600_000;
/** So long is a companion's card waited for, in milliseconds. */
const COMPANION_WAIT_MS = 2 * 60_000;
/** So long is a question worth an answer, in milliseconds, and so many stand at a time. */
const QUESTION_MS = 15 * 60_000;
const MOST_QUESTIONS = 12;
const MOST_ITEMS = 200;

export type VisitDesk = {
  /** What of an entry's own notes this venue keeps. */
  readonly keep: (draft: EntryDraft, read: readonly VisitNote[]) => readonly VisitNote[];
  /** After it was shown: the entry is in the log already. */
  readonly noteShown: (shown: Pick<Shown, 'entry' | 'laneId' | 'direction' | 'verdict' | 'recordedAtUtcMs'>) => void;
  readonly noteTakenBack: (entry: EntryRef) => void;
  /** Somebody was taken out of the log: nothing of them stays in memory. */
  readonly forget: () => void;
  readonly declare: (entry: EntryRef, declaration: DeclarationInput, at: 'desk' | 'visitor') => Noted;
  readonly calls: VisitCalls;
};

export type VisitDeskOptions = {
  readonly store: Pick<Store, 'addNotes' | 'visitEntry' | 'visitEntries' | 'personOf'>;
  readonly settings: () => Pick<Settings, 'venue' | 'hospital'>;
  readonly hasLane: (laneId: string) => boolean;
  readonly nowUtcMs: () => number;
  readonly onChange: () => void;
  readonly log: Log;
};

type Visit = JoinedVisit<VisitEntry>;
type Question = { readonly visit: EntryRef; readonly with: EntryRef; readonly atUtcMs: number };

/** The day is read from the log once and kept up entry by entry, so that a full waiting hall costs a scan nothing. */
export function openVisitDesk(options: VisitDeskOptions): VisitDesk {
  const { store, nowUtcMs } = options;
  let day: { readonly startUtcMs: number; readonly entries: Map<string, VisitEntry> } | null = null;
  let questions: readonly Question[] = [];
  const companionWaits = new Map<string, { readonly visit: EntryRef; readonly untilUtcMs: number }>();

  const isHospital = (): boolean => options.settings().venue.kind === 'hospital';

  function entriesOfDay(): Map<string, VisitEntry> {
    const startUtcMs = dayStartUtcMs(nowUtcMs());
    if (day?.startUtcMs !== startUtcMs) {
      const found = store.visitEntries(startUtcMs, startUtcMs + DAY_MS);
      day = { startUtcMs, entries: new Map(found.map((entry) => [refText(entry.entry), entry])) };
    }
    return day.entries;
  }

  function visits(): Visit[] {
    return joinVisits([...entriesOfDay().values()]);
  }

  function visitOf(entry: EntryRef): Visit | undefined {
    return visits().find((visit) => isOf(visit, entry));
  }

  function refresh(entry: EntryRef): void {
    const now = store.visitEntry(entry);
    if (now === null) entriesOfDay().delete(refText(entry));
    else entriesOfDay().set(refText(entry), now);
  }

  function add(notes: readonly { readonly of: EntryRef; readonly note: VisitNote }[]): Noted {
    const added = store.addNotes(notes, nowUtcMs());
    for (const { of } of notes) refresh(of);
    options.onChange();
    if (added.type === 'added') return { type: 'noted' };
    if (added.type === 'failed') options.log('note-not-stored');
    return { type: added.type === 'gone' ? 'gone' : 'not-stored' };
  }

  /** Of a visit, whichever of its cards is named: notes stand with its first card. */
  function note(entry: EntryRef, what: VisitNote): Noted {
    const visit = visitOf(entry);
    return visit === undefined ? { type: 'gone' } : add([{ of: visit.first.entry, note: what }]);
  }

  function cardOf({ entry, codeKind, isSure, atUtcMs }: VisitEntry): Card {
    const person = store.personOf(entry);
    const { name = null, number = null, birthDate = null, sex = null } = person ?? {};
    return { entry, kind: codeKind, name, number, birthDate, sex, isSure, atUtcMs };
  }

  /** Cards of the lane that nothing is joined to, and of which nobody has said that they are another's. */
  function join(entry: VisitEntry): void {
    const withinMs = options.settings().hospital.joinMinutes * 60_000;
    const near = [...entriesOfDay().values()].filter(({ atUtcMs }) => atUtcMs >= entry.atUtcMs - 2 * withinMs);
    const earlier = joinVisits(near).flatMap(({ first, cards }) =>
      cards.length === 1 &&
      first.laneId === entry.laneId &&
      refText(first.entry) !== refText(entry.entry) &&
      Math.abs(first.atUtcMs - entry.atUtcMs) <= withinMs
        ? [cardOf(first)]
        : [],
    );
    const plan = planJoin(cardOf(entry), earlier, withinMs);
    if (plan.type === 'same') add([{ of: entry.entry, note: { type: 'joined', with: plan.with, by: plan.by } }]);
    if (plan.type === 'ask') {
      const asked = { visit: entry.entry, with: plan.with, atUtcMs: nowUtcMs() };
      questions = [asked, ...standingQuestions()].slice(0, MOST_QUESTIONS);
    }
  }

  function standingQuestions(): readonly Question[] {
    const sinceUtcMs = nowUtcMs() - QUESTION_MS;
    return questions.filter((each) => each.atUtcMs >= sinceUtcMs && entriesOfDay().has(refText(each.visit)));
  }

  /** True where the card was a companion's. */
  function takeCompanion(laneId: string, entry: EntryRef): boolean {
    const wait = companionWaits.get(laneId);
    const visit = wait === undefined || wait.untilUtcMs < nowUtcMs() ? undefined : visitOf(wait.visit);
    if (visit === undefined || isOf(visit, entry)) return false;
    companionWaits.delete(laneId);
    const of = visit.first.entry;
    add([
      { of, note: { type: 'companion', with: entry } },
      { of: entry, note: { type: 'accompanies', with: of } },
    ]);
    return true;
  }

  function declare(entry: EntryRef, declaration: DeclarationInput, at: 'desk' | 'visitor'): Noted {
    const { symptoms, hadContact, wasAway } = declaration;
    return note(entry, { type: 'declaration', at, symptoms, hadContact, wasAway });
  }

  return {
    keep: (_draft, read) => (isHospital() ? read : read.filter(({ type }) => type !== 'insurance')),
    noteShown: ({ entry: shown, laneId, direction, verdict, recordedAtUtcMs }) => {
      if (!isHospital() || shown === null || direction !== 'in' || verdict === 'refuse') return;
      // Without the device: what is noted is a reference within this log.
      const entry: EntryRef = { epoch: shown.epoch, seq: shown.seq };
      refresh(entry);
      const isNew = recordedAtUtcMs === null;
      const now = entriesOfDay().get(refText(entry));
      if (!takeCompanion(laneId, entry) && isNew && now !== undefined) join(now);
      options.onChange();
    },
    noteTakenBack: (entry) => {
      if (!isHospital()) return;
      refresh(entry);
      options.onChange();
    },
    forget: () => {
      day = null;
      questions = [];
    },
    declare,
    calls: {
      listVisits: ({ department }) => {
        const all = visits();
        const items = all.map((visit) => itemOf(visit));
        const names = [
          ...new Set([...options.settings().hospital.departments, ...items.map((item) => item.department)]),
        ];
        return {
          items: items
            .map((item, index) => ({ item, visit: all[index] }))
            .filter(({ item }) => department === null || item.department === department)
            .slice(-MOST_ITEMS)
            .reverse()
            .flatMap(({ item, visit }) => (visit === undefined ? [] : [{ ...item, ...maskedOf(visit.cards, store) }])),
          questions: standingQuestions().flatMap((each) => questionOf(each)),
          visits: all.length,
          undeclared: items.filter(({ declared }) => declared === 'none').length,
          separate: items.filter(({ declared }) => declared === 'separate').length,
          departments: names.map((name) => ({
            name,
            visits: items.filter((item) => item.department === name).length,
          })),
        };
      },
      openVisit: ({ visit: entry }) => {
        const visit = visitOf(entry);
        return visit === undefined ? { type: 'gone' } : { type: 'visit', detail: detailOf(visit, store) };
      },
      setDepartment: ({ visit, department }) => note(visit, { type: 'department', department }),
      answerJoin: ({ visit, with: other, isSame }) => {
        questions = questions.filter((each) => refText(each.visit) !== refText(visit));
        return add([
          {
            of: visit,
            note: isSame ? { type: 'joined', with: other, by: 'receptionist' } : { type: 'apart', with: other },
          },
        ]);
      },
      awaitCompanion: ({ laneId, visit }) => {
        if (!options.hasLane(laneId)) return { type: 'unknown-lane' };
        companionWaits.delete(laneId);
        if (visit === null) return { type: 'ended' };
        if (visitOf(visit) === undefined) return { type: 'gone' };
        companionWaits.set(laneId, { visit, untilUtcMs: nowUtcMs() + COMPANION_WAIT_MS });
        return { type: 'waiting' };
      },
      declareHealth: ({ visit, declaration, at }) => declare(visit, declaration, at),
      copyVisit: ({ visit: entry, fields }) => {
        const noted = note(entry, { type: 'copied', fields });
        const visit = visitOf(entry);
        if (noted.type !== 'noted' || visit === undefined)
          return { type: noted.type === 'not-stored' ? noted.type : 'gone' };
        const { separator } = options.settings().hospital;
        return { type: 'copied', text: clipboardLine(valuesOf(visit, store), fields, separator) };
      },
    },
  };

  function questionOf({ visit, with: other }: Question) {
    const [one, two] = [entriesOfDay().get(refText(visit)), entriesOfDay().get(refText(other))];
    if (one === undefined || two === undefined) return [];
    const sideOf = (entry: VisitEntry) => ({
      ...maskedOf([entry], store),
      birthYear: store.personOf(entry.entry)?.birthDate?.year ?? null,
    });
    return [{ visit, with: other, one: sideOf(one), two: sideOf(two) }];
  }
}
