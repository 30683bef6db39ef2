/** Can a gate's settings be given to others from the command line? */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readArgument } from '../../../src-main/host/read-argument.ts';
import { runSetupCommand } from '../../../src-main/host/setup-command.ts';
import { gateAt } from '../../support/gate-at.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function newGate() {
  return gateAt(temporaryDir());
}

function namedGate(name: string) {
  const gate = newGate();
  const { settings } = gate.snapshot();
  gate.saveSettings({ settings: { ...settings, venue: { ...settings.venue, name } } });
  return gate;
}

test('one gate’s file makes the next one like it', async () => {
  const path = join(temporaryDir(), 'gac-cong-setup.json');
  expect(await runSetupCommand(namedGate('Bến xe Thử'), ['export', path])).toMatchObject({
    status: 0,
    json: { type: 'exported', leftOut: [] },
  });
  const next = newGate();
  expect(await runSetupCommand(next, ['apply', path])).toMatchObject({ status: 0, json: { type: 'applied' } });
  expect(next.snapshot().settings.venue.name).toBe('Bến xe Thử');
  expect(next.snapshot().settings.setup.doneAtUtcMs).not.toBeNull();
});

test('the picture of its code is read back, and is the same settings', async () => {
  const path = join(temporaryDir(), 'code.svg');
  const gate = namedGate('Bến xe Thử');
  await runSetupCommand(gate, ['export', path, '--qr', '--ask', 'name']);
  expect(readFileSync(path, 'utf8')).toContain('<svg');
  const printed = await runSetupCommand(gate, ['export', '--qr', '--ask', 'name']);
  const { qrText } = z.object({ qrText: z.string() }).parse(printed?.json);
  const read = await readArgument(qrText);
  if (read.type !== 'text') throw new Error('the code is no text');
  const next = newGate();
  expect(await next.applySetup({ text: read.text })).toMatchObject({
    type: 'applied',
    covered: ['language', 'lanes', 'retention'],
  });
  expect(next.snapshot().settings.venue.name).toBe('');
});

test('what is not there, too large or unknown is refused in words', async () => {
  const dir = temporaryDir();
  const large = join(dir, 'large.json');
  writeFileSync(large, ' '.repeat(70_000));
  const gate = newGate();
  expect(await runSetupCommand(gate, ['apply', join(dir, 'none.json')])).toMatchObject({
    status: 1,
    json: { reason: 'cannot-read' },
  });
  expect(await runSetupCommand(gate, ['apply', large])).toMatchObject({ status: 1, json: { reason: 'too-large' } });
  expect(await runSetupCommand(gate, ['export', '--ask', 'pins'])).toBeNull();
  expect(await runSetupCommand(gate, ['export', '--surprise'])).toBeNull();
  expect(await runSetupCommand(gate, ['burn'])).toBeNull();
});
