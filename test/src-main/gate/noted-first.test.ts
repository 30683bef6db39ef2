/** A log that takes no note: is nobody revealed, handed out, erased or let in by another PIN all the same? */

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { withRawDatabase } from '../store/open-test-store.ts';

const NUMBER = '001099000000';
const CARD = `${NUMBER}|012345678|Nguyen Van Thu|01011999|Nam|So 1, Ha Noi|15042021`;
const WHY = 'khách có đơn';
const PIN = '482715';
const REFUSED = { type: 'refused', reason: 'cannot-note' };

type Stand = { readonly dir: string; readonly gate: OpenedGate; readonly logged: string[]; readonly personId: number };

/** A gate that let one person in, who is on its list as well. */
async function standWithOne(): Promise<Stand> {
  const dir = temporaryDir();
  const logged: string[] = [];
  const gate = gateAt(dir, { log: (event) => void logged.push(event) });
  gate.scan({ readerKind: 'command', text: CARD, encoding: 'utf-8' });
  const person: Parameters<OpenedGate['savePerson']>[0]['person'] = {
    group: 'staff',
    name: 'Nguyễn Văn Thử',
    number: NUMBER,
    insuranceNumber: null,
    badges: [],
    department: null,
    host: null,
    note: null,
    laneIds: null,
    validFromUtcMs: null,
    validUntilUtcMs: null,
  };
  const saved = await gate.savePerson({ id: null, person });
  if (saved.type === 'refused') throw new Error(saved.reason);
  return { dir, gate, logged, personId: saved.id };
}

/** As a disk that is full, for the audit log alone. */
function refuseNotes(dir: string): void {
  withRawDatabase(dir, (raw) =>
    raw.exec("create trigger no_room before insert on audit begin select raise(abort, 'full'); end"),
  );
}

function notes({ gate }: Stand): string[] {
  return gate.listAudit({ beforeId: null, limit: 200 }).items.map(({ action }) => action);
}

/** What must not be done unnoted, with the answer of a gate that can note it. */
const DEEDS: Readonly<Record<string, readonly [deed: (stand: Stand) => unknown, done: string]>> = {
  'a person is shown': [({ gate }) => gate.revealEntry({ epoch: epochOf(gate), seq: 1, reason: WHY }), 'revealed'],
  'a person of the list is opened': [({ gate, personId }) => gate.openPerson({ id: personId }), 'person'],
  'the list is handed out': [({ gate }) => gate.exportRoster({ group: 'staff', language: 'vi' }), 'exported'],
  'entries are written to a file': [({ gate }) => gate.writeExport(entriesOf('csv')), 'written'],
  'entries are written in full': [({ gate }) => gate.writeFullExport({ ...entriesOf('csv'), reason: WHY }), 'written'],
  'a person’s copy is shown': [({ gate }) => gate.exportSubject({ number: NUMBER }), 'exported'],
  'a person’s copy is written': [
    ({ gate }) => gate.writeSubjectFile({ number: NUMBER, folder: '', reason: WHY }),
    'written',
  ],
  'a person is erased': [({ gate }) => gate.eraseSubject({ number: NUMBER, reason: WHY }), 'erased'],
  'a PIN is set': [({ gate }) => gate.openCaller().setPin({ role: 'administrator', pin: PIN, oldPin: null }), 'set'],
};

describe.each(Object.entries(DEEDS))('where %s', (_name, [deed, done]) => {
  test('one line says so, written before', async () => {
    const stand = await standWithOne();
    expect(await deed(stand)).toMatchObject({ type: done });
    expect(notes(stand)).toHaveLength(1);
  });

  test('and no line can be written, it is refused and nothing is done', async () => {
    const stand = await standWithOne();
    refuseNotes(stand.dir);
    expect(await deed(stand)).toMatchObject(REFUSED);
    expect(stand.logged).toContain('audit-failed');
    expect(stand.gate.findSubject({ number: NUMBER })).toMatchObject({ entries: 1, rosterPeople: 1 });
    expect(existsSync(join(stand.dir, 'access.json'))).toBe(false);
    expect(existsSync(join(stand.dir, 'exports')) ? readdirSync(join(stand.dir, 'exports')) : []).toEqual([]);
  });
});

test('a PIN is neither changed nor taken away unnoted, and opens as before', async () => {
  const stand = await standWithOne();
  const caller = stand.gate.openCaller();
  await caller.setPin({ role: 'administrator', pin: PIN, oldPin: null });
  refuseNotes(stand.dir);
  expect(await caller.setPin({ role: 'administrator', pin: '905133', oldPin: PIN })).toEqual(REFUSED);
  expect(await caller.setPin({ role: 'supervisor', pin: '905133', oldPin: null })).toEqual(REFUSED);
  expect(await caller.removePin({ role: 'administrator', pin: PIN })).toEqual(REFUSED);
  expect(await stand.gate.openCaller().unlock({ pin: PIN })).toMatchObject({ type: 'unlocked' });
});

test('whatever shows nobody goes on without its note, because it may be what makes room', async () => {
  const stand = await standWithOne();
  refuseNotes(stand.dir);
  const { settings } = stand.gate.snapshot();
  const shorter: Settings = { ...settings, retention: { ...settings.retention, days: 7 } };
  expect(await stand.gate.saveSettings({ settings: shorter })).toMatchObject({ type: 'saved' });
  const report = { type: 'report', kind: 'day', atUtcMs: Date.now() } as const;
  expect(await stand.gate.writeExport({ what: report, format: 'csv', folder: '' })).toMatchObject({ type: 'written' });
  expect(stand.gate.listForEvacuation().visits).toHaveLength(1);
  expect(stand.logged.filter((event) => event === 'audit-failed').length).toBeGreaterThan(1);
});

function epochOf(gate: OpenedGate): string {
  const [item] = gate.listHistory({ span: 'all', laneId: null, verdict: null, before: null, limit: 10 }).items;
  return item?.entry.epoch ?? '';
}

function entriesOf(format: 'csv') {
  const nowUtcMs = Date.now();
  const span = { fromUtcMs: nowUtcMs - 3_600_000, untilUtcMs: nowUtcMs + 3_600_000 };
  return { what: { type: 'entries', ...span, laneIds: null, verdicts: null }, format, folder: '' } as const;
}
