import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { prepareZXingModule, writeBarcode } from 'zxing-wasm/writer';
import { canCuocText, cccdText, FAKE_PEOPLE } from '../../../src-main/devices/simulated/fake-people.ts';
import { lockDataDir } from '../../../src-main/host/data-lock.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const PROJECT_DIR = resolve(import.meta.dirname, '../../..');
const [first, second] = FAKE_PEOPLE;

type Ran = { readonly code: number; readonly lines: readonly string[]; readonly said: string };

async function gate(dataDir: string, args: readonly string[], input?: string): Promise<Ran> {
  const running = promisify(execFile)(process.execPath, ['src-main/host/cli.ts', ...args], {
    cwd: PROJECT_DIR,
    env: { ...process.env, GATE_DATA_DIR: dataDir },
  });
  running.child.stdin?.end(input);
  const { stdout, stderr, code } = await running.then(
    (ran) => ({ ...ran, code: 0 }),
    (error: { stdout: string; stderr: string; code: number }) => error,
  );
  return { code, lines: stdout.split('\n').filter((line) => line !== ''), said: stderr };
}

describe('the command line', () => {
  test('takes a code through the gate and prints one object with the agreed keys', async () => {
    const dataDir = temporaryDir();
    // A process for each scan: on a busy machine the second comes later than half a minute after the first.
    writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ rules: { repeatWindowMs: 3_600_000 } }));
    const { code, lines } = await gate(dataDir, ['scan', cccdText(first)]);
    expect(code).toBe(0);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      verdict: 'admit',
      reasons: [],
      kind: 'cccd',
      maskedName: expect.stringMatching(/ \*\*\*$/),
      maskedNumber: '******000000',
      verification: 'unsigned',
      entry: { device: expect.any(String), epoch: expect.stringMatching(/^[0-9a-f]{32}$/), seq: 1 },
    });
    expect(lines.join()).not.toContain(first.number);
    const again = await gate(dataDir, ['scan', cccdText(first)]);
    expect(JSON.parse(again.lines[0] ?? '')).toMatchObject({ verdict: 'already-recorded', entry: { seq: 1 } });
    const chain = await gate(dataDir, ['verify-log']);
    expect(JSON.parse(chain.lines[0] ?? '')).toMatchObject({ entries: 1, broken: 0 });
  });

  test('reads the picture of a code', async () => {
    const dataDir = temporaryDir();
    const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/writer/zxing_writer.wasm')));
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
    const { image } = await writeBarcode(canCuocText(second), { format: 'QRCode', scale: 4 });
    if (image === null) throw new Error('no picture was made');
    const path = join(dataDir, 'card.png');
    writeFileSync(path, new Uint8Array(await image.arrayBuffer()));
    const { lines } = await gate(dataDir, ['scan', path]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      verdict: 'admit',
      kind: 'can-cuoc',
      maskedNumber: '******000000',
    });
  });

  test.each([
    ['nothing', '', { verdict: 'unreadable', reasons: ['empty'], entry: null }],
    ['one megabyte', 'A'.repeat(1_000_000), { verdict: 'unreadable', reasons: ['too-long'], entry: null }],
    ['an unknown code', 'XIN CHAO 12', { verdict: 'check', reasons: ['unknown-code'], kind: 'opaque' }],
    ['a place', 'https://example.com/checkin', { verdict: 'refuse', reasons: ['place-code'] }],
  ])('stays calm about %s on standard input', async (_what, input, expected) => {
    const { code, lines } = await gate(temporaryDir(), ['scan', '-'], input);
    expect(code).toBe(0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject(expected);
  });

  test('makes a pass that the gate lets in, lists it without its text, and takes it back', {
    // Seven processes, one after the other.
    timeout: 240_000,
  }, async () => {
    const dataDir = temporaryDir();
    const made = await gate(dataDir, [
      'pass',
      'make',
      '--for',
      'driver',
      '--name',
      'Lê Văn Thử',
      '--hours',
      '2',
      '--often',
    ]);
    const { passes } = JSON.parse(made.lines[0] ?? '') as { passes: { id: string; text: string }[] };
    const [pass = { id: '', text: '' }] = passes;
    const admitted = await gate(dataDir, ['scan', pass.text]);
    expect(JSON.parse(admitted.lines[0] ?? '')).toMatchObject({
      verdict: 'admit',
      kind: 'pass',
      verification: 'verified',
    });
    const listed = await gate(dataDir, ['pass', 'list']);
    expect(listed.lines[0]).toContain(pass.id);
    expect(listed.lines[0]).not.toContain(pass.text);
    expect(await gate(dataDir, ['pass', 'revoke', pass.id])).toMatchObject({ code: 0 });
    const refused = await gate(dataDir, ['scan', pass.text]);
    expect(JSON.parse(refused.lines[0] ?? '')).toMatchObject({ verdict: 'refuse', reasons: ['revoked'] });
    const keys = await gate(dataDir, ['pass', 'keys']);
    expect(JSON.parse(keys.lines[0] ?? '')).toMatchObject({ form: 'gac-cong-passes-1', revoked: [pass.id] });
  });

  test.each([
    ['an option that there is not', ['pass', 'make', '--king']],
    ['hours that are none', ['pass', 'make', '--hours', 'many']],
    ['a name for several', ['pass', 'make', '--name', 'Lê Văn Thử', '--count', '2']],
    ['nothing to do', ['pass', 'sing']],
  ])('makes no pass of %s', async (_what, args) => {
    const { code, lines } = await gate(temporaryDir(), args);
    expect(code).toBe(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'refused' });
  });

  test('changes no settings under a gate that runs, and says in words what to do', async () => {
    const dataDir = temporaryDir();
    const path = join(dataDir, 'gac-cong-setup.json');
    const setup = { format: 'gac-cong-setup', version: 1, settings: { venue: { name: 'Bến Thử' } } };
    writeFileSync(path, JSON.stringify(setup));
    const release = lockDataDir(dataDir);
    const { code, lines, said } = await gate(dataDir, ['setup', 'apply', path]);
    expect([code, ...lines]).toEqual([1, '{"refused":"data","reason":"gate-running"}']);
    expect(said).toMatch(/Hãy dừng cổng.*\n.*Stop it/);
    expect(existsSync(join(dataDir, 'settings.json'))).toBe(false);
    release?.();
    expect(await gate(dataDir, ['setup', 'apply', path])).toMatchObject({ code: 0, said: '' });
    expect(readFileSync(join(dataDir, 'settings.json'), 'utf8')).toContain('Bến Thử');
  });

  test('says how it is used when it is asked for nothing', async () => {
    const { code, lines } = await gate(temporaryDir(), []);
    expect(code).toBe(2);
    expect(lines).toEqual([]);
  });
});
