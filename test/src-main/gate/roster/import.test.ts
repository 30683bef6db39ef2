/** A long list comes in while people are scanned: is everybody recorded, and is the list in force whole or not at all? */

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { LONGEST_PIECE } from '../../../../src-main/contract/roster-api.ts';
import type { OpenedGate } from '../../../../src-main/gate/opened-gate.ts';
import { gateAt } from '../../../support/gate-at.ts';
import { temporaryDir } from '../../../support/temporary-dir.ts';

const line = (index: number): string => `Người ${index},NV-${String(index).padStart(6, '0')},Tổ ${index % 40}\n`;
const listOf = (rows: number): Buffer =>
  Buffer.from(`Họ tên,Mã NV,Bộ phận\n${Array.from({ length: rows }, (_, n) => line(n)).join('')}`);

async function send(gate: OpenedGate, bytes: Buffer): Promise<string> {
  const { importId } = await gate.beginImport({ bytes: bytes.length });
  const size = (LONGEST_PIECE / 4) * 3;
  for (let index = 0; index * size < bytes.length; index += 1) {
    const base64 = bytes.subarray(index * size, (index + 1) * size).toString('base64');
    expect(await gate.sendImportPiece({ importId, index, base64 })).toEqual({ type: 'taken' });
  }
  return importId;
}
const choice = (importId: string) => ({ importId, group: 'staff', columns: null, dayUtcMs: null }) as const;
const scan = (gate: OpenedGate, text: string) => gate.scan({ readerKind: 'command', text, encoding: 'utf-8' });

describe('a list that comes in', () => {
  test('lets everybody be scanned meanwhile, and is there whole afterwards', async () => {
    const gate = gateAt(temporaryDir());
    const importId = await send(gate, listOf(1_500));
    expect(await gate.previewImport(choice(importId))).toMatchObject({ people: 1_500, troubleCount: 0 });
    let isOver = false;
    const imported = (async () => {
      const answer = await gate.importRoster({ ...choice(importId), how: 'replace' });
      isOver = true;
      return answer;
    })();
    const kinds = new Set<string>();
    for (let n = 0; !isOver; n += 1) {
      const shown = scan(gate, `NV-${String(n % 1_500).padStart(6, '0')}`);
      expect(['check', 'admit', 'already-recorded']).toContain(shown.verdict);
      kinds.add(shown.codeKind ?? '');
      await sleep(20);
    }
    expect(await imported).toMatchObject({ type: 'imported', people: 1_500, leftOut: 0 });
    expect(kinds).toContain('opaque');
    expect(scan(gate, 'NV-001499')).toMatchObject({ codeKind: 'badge', group: 'staff' });
    expect((await gate.rosterSummary()).groups[0]).toMatchObject({ group: 'staff', total: 1_500 });
  });

  test('takes the place of the one before, or is added to it', async () => {
    const gate = gateAt(temporaryDir());
    const first = await send(gate, listOf(30));
    await gate.importRoster({ ...choice(first), how: 'replace' });
    const second = await send(gate, Buffer.from('Họ tên,Mã NV\nMới,NV-000000\n'));
    await gate.importRoster({ ...choice(second), how: 'add' });
    expect((await gate.rosterSummary()).groups[0]).toMatchObject({ total: 30 });
    expect(
      (await gate.findPeople({ group: 'staff', text: 'NV-000000', only: 'all', beforeId: null })).people,
    ).toMatchObject([{ name: 'Mới' }]);
    const third = await send(gate, Buffer.from('Họ tên,Mã NV\nMột,NV-000001\n'));
    await gate.importRoster({ ...choice(third), how: 'replace' });
    expect((await gate.rosterSummary()).groups[0]).toMatchObject({ total: 1 });
    expect(scan(gate, 'NV-000000')).toMatchObject({ codeKind: 'opaque' });
  });

  test('in pieces that do not fit together, or of which nobody knows, is refused and changes nothing', async () => {
    const gate = gateAt(temporaryDir());
    const { importId } = await gate.beginImport({ bytes: 10 });
    expect(await gate.sendImportPiece({ importId, index: 1, base64: 'AAAA' })).toEqual({ type: 'gone' });
    expect(await gate.sendImportPiece({ importId, index: 0, base64: 'A'.repeat(16) })).toEqual({ type: 'gone' });
    expect(await gate.previewImport(choice(importId))).toEqual({ type: 'refused', reason: 'gone' });
    expect(await gate.importRoster({ ...choice('another'), how: 'replace' })).toEqual({
      type: 'refused',
      reason: 'gone',
    });
    const cancelled = await send(gate, listOf(3));
    await gate.cancelImport({ importId: cancelled });
    expect(await gate.previewImport(choice(cancelled))).toEqual({ type: 'refused', reason: 'gone' });
    expect((await gate.rosterSummary()).groups[0]).toMatchObject({ total: 0 });
  });
});

describe('people of the list', () => {
  const person = {
    group: 'staff',
    name: 'Nguyễn Văn Ánh',
    number: '001 099 000000',
    insuranceNumber: null,
    badges: ['NV-000417'],
    department: null,
    host: null,
    note: null,
    laneIds: null,
    validFromUtcMs: null,
    validUntilUtcMs: null,
  } as const;
  const save = (gate: OpenedGate, changes: object = {}, id: number | null = null) =>
    gate.savePerson({ id, person: { ...person, ...changes, badges: [...person.badges], ...changes } });

  test('are checked before they are kept, and found by number, badge and a part of the name', async () => {
    const gate = gateAt(temporaryDir());
    const saved = await save(gate);
    expect(saved).toMatchObject({ type: 'saved' });
    for (const [changes, reason] of [
      [{ number: '12' }, 'number-odd'],
      [{ badges: ['x'] }, 'badge-odd'],
      [{ number: null }, 'badge-taken'],
      [{ number: null, badges: [] }, 'nothing-to-know-by'],
      [{ badges: ['K-1'], laneIds: ['lane-9'] }, 'unknown-lane'],
      [{ badges: ['K-1'], validFromUtcMs: 2, validUntilUtcMs: 1 }, 'ends-too-early'],
    ] as const) {
      expect(await save(gate, changes)).toEqual({ type: 'refused', reason });
    }
    for (const text of ['001099000000', 'NV-000417', 'van anh', 'ÁNH']) {
      expect((await gate.findPeople({ group: null, text, only: 'all', beforeId: null })).people).toMatchObject([
        { name: person.name, maskedNumber: '******000000' },
      ]);
    }
    expect((await gate.findPeople({ group: 'guest', text: 'ánh', only: 'all', beforeId: null })).people).toEqual([]);
  });

  test('are known by either card where the list has the ID number and that of the insurance', async () => {
    const gate = gateAt(temporaryDir());
    const sheet = 'Họ tên,Số CCCD,Số BHYT\nAn,001099000000,GD4790123000000\nBình,001098000000,0123456000\n';
    const importId = await send(gate, Buffer.from(sheet));
    expect(await gate.previewImport(choice(importId))).toMatchObject({
      columns: ['name', 'number', 'insuranceNumber'],
    });
    await gate.importRoster({ ...choice(importId), how: 'replace' });
    const hex = Buffer.from('An').toString('hex');
    const card = (number: string) => `${number}|${hex}|01/01/1999|1|-|01 - C54|01/04/2021|-|01/04/2021|$`;
    expect(scan(gate, card('0123000000'))).toMatchObject({ codeKind: 'bhyt-b', group: 'staff', verdict: 'admit' });
    // A card that carries the number of the ID card is that person's by it.
    expect(scan(gate, card('001098000000'))).toMatchObject({ codeKind: 'bhyt-b', group: 'staff', verdict: 'admit' });
    expect((await gate.rosterSummary()).groups[0]).toMatchObject({ total: 2, arrived: 2 });
    const found = await gate.findPeople({ group: null, text: 'GD4790123000000', only: 'all', beforeId: null });
    expect(found.people).toMatchObject([{ name: 'An', hasArrived: true }]);
    const held = gate.findSubject({ number: '001099000000' });
    expect(held).toMatchObject({ entries: 1, rosterPeople: 1 });
    expect(gate.eraseSubject({ number: '001099000000' })).toMatchObject({ type: 'erased', entries: 1 });
    expect(gate.findSubject({ number: '0123000000' })).toMatchObject({ entries: 0, rosterPeople: 0 });
  });

  test('without number and badge are let in by the desk, and count as arrived', async () => {
    const gate = gateAt(temporaryDir());
    const saved = await save(gate, { group: 'guest', number: null, badges: [] });
    if (saved.type === 'refused') throw new Error(saved.reason);
    const waiting = { group: 'guest', text: '', only: 'not-arrived', beforeId: null } as const;
    expect((await gate.findPeople(waiting)).people).toHaveLength(1);
    expect(await gate.admitPerson({ id: saved.id, laneId: 'lane-1' })).toEqual({ type: 'shown' });
    expect((await gate.findPeople(waiting)).people).toEqual([]);
    expect((await gate.rosterSummary()).groups.find(({ group }) => group === 'guest')).toEqual({
      group: 'guest',
      total: 1,
      expected: 1,
      arrived: 1,
    });
    expect(gate.snapshot().tally).toMatchObject({ admittedIn: 1, manual: 1 });
    expect(await gate.admitPerson({ id: saved.id, laneId: 'lane-9' })).toEqual({ type: 'unknown-lane' });
  });

  test('get the badge that a tried lane reads next, and it is not recorded', async () => {
    const gate = gateAt(temporaryDir());
    const saved = await save(gate, { badges: [] });
    if (saved.type === 'refused') throw new Error(saved.reason);
    expect(await gate.linkBadge({ id: saved.id, laneId: 'lane-1' })).toEqual({ type: 'waiting' });
    const reading = { laneId: 'lane-1', readerId: 'wedge-1', readerKind: 'wedge', encoding: 'utf-8' } as const;
    const card = '001099000000|012345678|Nguyen Van A|01011999|Nam|So 1, Ha Noi|15042021';
    gate.submitReading({ ...reading, text: card });
    expect(await gate.linkState()).toEqual({ state: 'unreadable' });
    expect(gate.submitReading({ ...reading, text: 'THE-000009' })).toMatchObject({ type: 'tried' });
    expect(await gate.linkState()).toEqual({ state: 'linked' });
    expect(gate.submitReading({ ...reading, text: 'THE-000009' })).toMatchObject({
      type: 'shown',
      shown: { codeKind: 'badge', verdict: 'admit' },
    });
    expect(gate.snapshot().tally).toMatchObject({ admittedIn: 1, checked: 0 });
  });

  test('are part of what a person may ask for, and go at their request', async () => {
    const gate = gateAt(temporaryDir());
    await save(gate);
    expect(gate.findSubject({ number: '001099000000' })).toMatchObject({ entries: 0, rosterPeople: 1 });
    const exported = gate.exportSubject({ number: '001099000000' });
    if (exported.type === 'refused') throw new Error(exported.reason);
    expect(exported.text).toContain('on the list of who is expected: có / yes');
    expect(gate.eraseSubject({ number: '001099000000' })).toMatchObject({ type: 'nobody', rosterPeople: 1 });
    expect(gate.findSubject({ number: '001099000000' })).toMatchObject({ rosterPeople: 0 });
    expect(scan(gate, 'NV-000417')).toMatchObject({ codeKind: 'opaque' });
  });

  test('leave as a file that a spreadsheet cannot take for formulas', async () => {
    const gate = gateAt(temporaryDir());
    await save(gate, { name: '=A1', badges: ['NV-1'] });
    const exported = await gate.exportRoster({ group: 'staff', language: 'vi' });
    if (exported.type === 'refused') throw new Error(exported.reason);
    expect(exported.people).toBe(1);
    expect(exported.csv).toMatch(/[\n"]'=A1/);
  });
});
