import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readShellSettings } from '../../../src-main/host/shell-settings.ts';
import { setFromAfar } from '../../support/set-from-afar.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const NOTHING_SET = { hours: null, phone: '', language: 'vi' };

test('a shell reads whom to call and when the venue is open without any core', () => {
  const dir = temporaryDir();
  const hours = { opens: '06:00', closes: '22:00' };
  const settings = { venue: { hours }, support: { phone: ' 0900 000 000 ' }, screen: { language: 'en' } };
  writeFileSync(join(dir, 'settings.json'), JSON.stringify(settings));
  expect(readShellSettings(dir)).toEqual({ hours, phone: '0900 000 000', language: 'en' });
});

test('a shell goes by what was set from afar, as the gate itself does', () => {
  const dir = temporaryDir();
  const hours = { opens: '05:00', closes: '23:00' };
  writeFileSync(join(dir, 'settings.json'), JSON.stringify({ support: { phone: '0900 000 000' } }));
  setFromAfar(dir, { venue: { hours }, support: { phone: '0911 000 000' } });
  expect(readShellSettings(dir)).toEqual({ hours, phone: '0911 000 000', language: 'vi' });
});

test.each(['', '{', '[]', '{"support":{"phone":7}}', '{"support":{"phone":"a\\u0007b"}}'])(
  'a file with “%s” in it is as good as none',
  (text) => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'settings.json'), text);
    expect(readShellSettings(dir)).toEqual(NOTHING_SET);
  },
);

test('a folder that is not there is as good as none', () => {
  expect(readShellSettings(join(temporaryDir(), 'gone'))).toEqual(NOTHING_SET);
});
