/** Is all that this gate holds of a person handed over, and gone when they ask? Every table of the log is answered for. */

import { describe, expect, test } from 'vitest';
import type { OpenedGate } from '../../../src-main/gate/opened-gate.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';
import { openTestStore, withRawDatabase } from '../store/open-test-store.ts';

const NUMBER = '001099000000';
const NAME = 'Nguyễn Văn Thử';
const CARD = `${NUMBER}|012345678|${NAME}|01011999|Nam|Số 1, Hà Nội|15042021`;

/** What a request does with what each table holds of a person. A table that is not in here fails. */
const TABLES: Readonly<Record<string, 'handed over and taken out' | 'handed over and told' | string>> = {
  entry: 'handed over and taken out',
  entry_for_authority: 'handed over and taken out',
  entry_tracing: 'handed over and taken out',
  visit_note: 'handed over and taken out',
  roster_person: 'handed over and taken out',
  roster_tag: 'handed over and taken out',
  hand_over: 'handed over and taken out',
  watch_list: 'handed over and told',
  audit: 'no number is kept in a typed reason, and a line of it never goes before its time',
  venue_pass: 'a masked name and no number; gone a day after it runs out',
  outbox: 'nobody: which entries were sent',
  epoch: 'nobody',
  upload_state: 'nobody',
  checkpoint: 'nobody',
  purge_receipt: 'nobody',
  purging: 'nobody',
  entry_erased: 'nobody: the hash of what is left',
  erase_receipt: 'nobody: how many',
  erasure_notice: 'nobody: which entries were emptied',
  retention_mark: 'nobody',
  audit_purging: 'nobody',
  roster_list: 'nobody: which group, and when it came in',
  trip: 'nobody: the vehicle of a line',
  lane_trip: 'nobody',
  day_summary: 'nobody: counts',
  period_persons: 'nobody: counts',
};

type Person = Parameters<OpenedGate['savePerson']>[0]['person'];
const PERSON: Person = {
  group: 'guest',
  name: NAME,
  number: NUMBER,
  insuranceNumber: null,
  badges: ['KH-000777'],
  department: 'Họ nhà gái',
  host: 'Bà Kiểm Thử',
  note: 'ngồi bàn 12',
  laneIds: null,
  validFromUtcMs: null,
  validUntilUtcMs: Date.UTC(2027, 0, 1),
};

/** One person who stands in every table that can hold one, and another beside them. */
async function gateOfOne(): Promise<{ dir: string; gate: OpenedGate }> {
  const dir = temporaryDir();
  const gate = gateAt(dir);
  const scan = (text: string) => gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });
  await gate.savePerson({ id: null, person: PERSON });
  await gate.savePerson({ id: null, person: { ...PERSON, name: 'Trần Thị Khác', number: '001098000000', badges: [] } });
  const { entry } = scan(CARD);
  scan(CARD.replace(NUMBER, '001098000000'));
  openTestStore(dir).addNotes([{ of: refOf(entry), note: { type: 'department', department: 'Nhi' } }], 1);
  gate.giveOver({ givenBy: 'Bảo vệ A', note: `Đã gọi 001 099 000 000 về lấy mũ\nCổng sau hỏng khóa` });
  gate.addWatched({ number: NUMBER, action: 'check' });
  return { dir, gate };
}

function refOf(entry: { readonly epoch: string; readonly seq: number } | null) {
  if (entry === null) throw new Error('no entry');
  return { epoch: entry.epoch, seq: entry.seq };
}

describe('a person’s request', () => {
  test('is answered for each table of the log: none is forgotten', () => {
    const dir = temporaryDir();
    gateAt(dir);
    const there = withRawDatabase(dir, (raw) =>
      raw
        .prepare<[], string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
        .pluck()
        .all(),
    );
    expect(there.sort()).toEqual(Object.keys(TABLES).sort());
  });

  test('is handed all of it: what the list, the notes and the watch list hold too', async () => {
    const { gate } = await gateOfOne();
    const exported = gate.exportSubject({ number: NUMBER });
    expect(exported).toMatchObject({
      type: 'exported',
      summary: { entries: 1, rosterPeople: 1, handOverNotes: 1, isWatched: true },
      entries: [{ person: { name: NAME, number: NUMBER }, notes: [{ type: 'department', department: 'Nhi' }] }],
      roster: [{ person: PERSON }],
      watched: [{ action: 'check', maskedNumber: '******000000' }],
      handOvers: [{ lines: ['Đã gọi 001 099 000 000 về lấy mũ'] }],
    });
    if (exported.type === 'refused') throw new Error(exported.reason);
    for (const said of ['KH-000777', 'Họ nhà gái', 'Bà Kiểm Thử', 'ngồi bàn 12', 'Nhi', 'về lấy mũ', 'check']) {
      expect(exported.text).toContain(said);
    }
    expect(exported.text).not.toContain('hỏng khóa');
    expect(exported.text).not.toContain('Khác');
  });

  test('to be taken out leaves nothing but what the watch list says, and nobody else misses anything', async () => {
    const { gate } = await gateOfOne();
    expect(gate.eraseSubject({ number: NUMBER, reason: 'khách có đơn' })).toMatchObject({
      type: 'erased',
      entries: 1,
      rosterPeople: 1,
      handOverNotes: 1,
      isWatched: true,
    });
    expect(gate.exportSubject({ number: NUMBER })).toMatchObject({
      entries: [],
      roster: [],
      handOvers: [],
      watched: [{ action: 'check' }],
    });
    expect(gate.scan({ readerKind: 'command', text: 'KH-000777', encoding: 'utf-8' })).toMatchObject({
      codeKind: 'opaque',
    });
    expect(gate.findSubject({ number: '001098000000' })).toMatchObject({ entries: 1, rosterPeople: 1 });
  });

  test('who is on the list alone is handed that as a file, and the backup forgets them too', async () => {
    const dir = temporaryDir();
    const gate = gateAt(dir);
    await gate.savePerson({ id: null, person: PERSON });
    expect(await gate.writeSubjectFile({ number: NUMBER, folder: '', reason: 'khách có đơn' })).toMatchObject({
      type: 'written',
    });
    expect(gate.eraseSubject({ number: NUMBER })).toMatchObject({ type: 'nobody', rosterPeople: 1 });
    const [newest] = gate.listAudit({ beforeId: null, limit: 1 }).items;
    expect(newest).toMatchObject({ action: 'person-erased', detail: { entries: 0, rosterPeople: 1 } });
    expect(gate.findSubject({ number: NUMBER })).toMatchObject({ entries: 0, rosterPeople: 0 });
  });
});
