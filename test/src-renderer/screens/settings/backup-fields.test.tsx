import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/settings.ts';
import type { BackupStatus } from '../../../../src-main/contract/status-api.ts';
import { BACKUP_TROUBLES } from '../../../../src-main/contract/status-api.ts';
import { startWords } from '../../../../src-renderer/i18n/start-words.ts';
import { BackupFields } from '../../../../src-renderer/screens/settings/backup-fields.tsx';
import { sectionOfField, settingsToSave } from '../../../../src-renderer/screens/settings/settings-draft.ts';

function markup(status: BackupStatus): string {
  const draft = { ...defaultSettings(), backup: { folder: '/media/usb' } };
  return renderToStaticMarkup(
    <I18nextProvider i18n={startWords()}>
      <BackupFields draft={draft} errors={[]} status={status} onDraft={() => undefined} />
    </I18nextProvider>,
  );
}

test('the folder of the second copy is one field, with a line that says how it stands', () => {
  const well = markup({ state: 'ok', trouble: null, lastAtUtcMs: 1 });
  expect(well).toContain('value="/media/usb"');
  expect(well).toContain('Sao lưu tốt.');
  expect(markup({ state: 'none', trouble: null, lastAtUtcMs: null })).toContain('chỉ nằm trên một ổ đĩa');
});

test('each trouble is said in its own words', () => {
  const said = BACKUP_TROUBLES.map((trouble) => markup({ state: 'failing', trouble, lastAtUtcMs: null }));
  expect(new Set(said).size).toBe(BACKUP_TROUBLES.length);
});

test('a folder is saved without the spaces around it, and found again by the name of its field', () => {
  const live = defaultSettings();
  expect(settingsToSave({ ...live, backup: { folder: ' E:\\ ' } }, live).backup).toEqual({ folder: 'E:\\' });
  expect(sectionOfField('backup.folder')).toBe('collector');
});
