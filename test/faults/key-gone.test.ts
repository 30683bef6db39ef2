/** The gate's keys are gone, damaged, or were being changed when the power went: what still goes out, and what still opens? */

import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cccdText, FAKE_PEOPLE } from '../../src-main/devices/simulated/fake-people.ts';
import type { OpenedGate } from '../../src-main/gate/opened-gate.ts';
import { openGate } from '../../src-main/gate.ts';
import { importAuthorityKey, newAuthorityKey, openSealedEntries } from '../../src-main/host/authority-command.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';
import { pgliteCollector } from '../support/collectors.ts';
import { pendingCount } from '../support/log-rows.ts';
import { runProcess } from '../support/run-process.ts';
import { temporaryDir } from '../support/temporary-dir.ts';

const WITHIN = { timeout: 60_000, interval: 100 };

function gateOn(dataDir: string): OpenedGate {
  const opened = openGate({
    dataDir,
    version: 'test',
    extraReaders: () => [],
    isAttended: true,
    log: () => undefined,
    random: () => 0.01,
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  onTestFinished(() => opened.gate.close());
  return opened.gate;
}

/** Lets these people in; gives epoch and seq of each. */
function letIn(gate: OpenedGate, from: number, to: number): { readonly epoch: string; readonly seq: number }[] {
  return FAKE_PEOPLE.slice(from, to).flatMap((person) => {
    const shown = gate.scan({ readerKind: 'command', text: cccdText(person), encoding: 'utf-8' });
    expect(shown.verdict).toBe('admit');
    return shown.entry === null ? [] : [{ epoch: shown.entry.epoch, seq: shown.entry.seq }];
  });
}

function namesOf(from: number, to: number): string[] {
  return FAKE_PEOPLE.slice(from, to).map((person) => cccdText(person).split('|')[2] ?? '');
}

/** What the collector hands to the authority: one JSON a line. */
async function sealedLines(collectorDir: string): Promise<string> {
  const database = await PGlite.create(join(collectorDir, 'pglite'));
  try {
    const { rows } = await database.query<Record<string, unknown>>(
      `select device_id as device, epoch, seq::int as seq, detail->>'sealed' as sealed, detail->>'sealedKeyId' as "sealedKeyId"
       from entry order by wall_at, seq`,
    );
    return rows.map((row) => JSON.stringify(row)).join('\n');
  } finally {
    await database.close();
  }
}

describe('a gate whose keys are gone while entries wait', () => {
  test.each([
    ['missing', (path: string) => rmSync(path)],
    ['damaged', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 200))],
  ])(
    '(%s) begins anew, says so, and once enrolled hands over every entry: the authority reads all of them',
    async (_how, lose) => {
      const [dataDir, collectorDir, authorityDir] = [temporaryDir(), temporaryDir(), temporaryDir()];
      const collector = await pgliteCollector(collectorDir);
      onTestFinished(() => collector.end());
      const { files } = newAuthorityKey(authorityDir, 30, Date.now()).json as {
        files: { private: string; public: string };
      };
      const gate = gateOn(dataDir);
      expect(importAuthorityKey(gate, files.public).status).toBe(0);
      expect(await gate.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
      const sent = letIn(gate, 0, 2);
      await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);
      await collector.goAway();
      const waiting = letIn(gate, 2, 6);
      expect(gate.snapshot().status.keys.state).toBe('ok');
      await gate.close();

      lose(join(dataDir, 'keys.json'));
      const anew = gateOn(dataDir);
      expect(anew.snapshot().status.keys.state).toBe('lost');
      const after = letIn(anew, 6, 8);
      expect(after.map(({ seq }) => seq)).toEqual([1, 2]);
      expect(after[0]?.epoch).not.toBe(sent[0]?.epoch);
      expect(await anew.enrol({ setupCode: await collector.comeUp() })).toMatchObject({ type: 'enrolled' });
      expect(anew.snapshot().status.keys.state).toBe('ok');
      await expect.poll(() => pendingCount(dataDir), WITHIN).toBe(0);
      expect(anew.verifyLog()).toMatchObject({ entries: 8, broken: 0 });
      await collector.goAway();

      const arrived = await collector.arrived();
      const nameOf = ({ epoch, seq }: { readonly epoch: string; readonly seq: number }) => `${epoch} ${seq}`;
      expect(arrived.map(nameOf).sort()).toEqual([...sent, ...waiting, ...after].map(nameOf).sort());
      const opened = openSealedEntries(files.private, await sealedLines(collectorDir)).json as {
        readonly person: { readonly name: string };
      }[];
      expect(opened.map(({ person }) => person.name).sort()).toEqual(namesOf(0, 8).sort());
    },
  );

  test('keeps what a damaged key file still holds, and never writes over it', async () => {
    const dataDir = temporaryDir();
    await gateOn(dataDir).close();
    const path = join(dataDir, 'keys.json');
    const half = readFileSync(path).subarray(0, 200);
    writeFileSync(path, half);
    await gateOn(dataDir).close();
    const kept = readdirSync(dataDir).filter((name) => name.startsWith('keys.json.damaged-'));
    expect(kept.map((name) => readFileSync(join(dataDir, name)))).toEqual([half]);
  });
});

describe('a gate that is killed while its data key is changed', () => {
  test('opens with a whole key file, and reads everybody whom it ever let in', async () => {
    const dataDir = temporaryDir();
    const KILLS = 12;
    for (let turn = 0; turn < KILLS; turn += 1) {
      const gate = gateOn(dataDir);
      letIn(gate, turn, turn + 1);
      await gate.close();
      const rotating = runProcess(process.execPath, ['test/faults/rotate-key-loop.ts', dataDir], {});
      await rotating.waitFor(/turning/);
      await sleep(turn * 7);
      await rotating.kill();
      expect(readableNames(dataDir)).toEqual(namesOf(0, turn + 1));
    }
    expect(readdirSync(dataDir).filter((name) => name.startsWith('keys.json.damaged'))).toEqual([]);
  });
});

function readableNames(dataDir: string): (string | undefined)[] {
  const vault = openVault(dataDir);
  if (vault.type === 'refused') throw new Error(vault.reason);
  const { deviceId: device, sealer, digest } = vault.vault;
  const opened = openStore({
    path: join(dataDir, 'gate.sqlite'),
    device,
    sealer,
    digest,
    newEpoch: () => 'f'.repeat(32),
  });
  if (opened.type === 'refused') throw new Error(opened.reason);
  const names = opened.store.pending(500).map(({ personal }) => personal?.name ?? undefined);
  opened.store.close();
  return names;
}
