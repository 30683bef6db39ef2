/** What may an administrator do about a version that waits? */

import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/settings.ts';
import type { UpdateStatus } from '../../../../src-main/contract/update-api.ts';
import { NOT_MANAGED } from '../../../../src-main/contract/update-api.ts';
import type { GateConnection } from '../../../../src-renderer/gate-connection.ts';
import { startWords } from '../../../../src-renderer/i18n/start-words.ts';
import { GateContext } from '../../../../src-renderer/parts/gate-context.ts';
import { UpdateFields } from '../../../../src-renderer/screens/settings/update-fields.tsx';

function markup(part: Partial<UpdateStatus>): string {
  const status: UpdateStatus = { ...NOT_MANAGED, ...part };
  return renderToStaticMarkup(
    <I18nextProvider i18n={startWords()}>
      <GateContext value={{} as GateConnection}>
        <UpdateFields draft={defaultSettings()} errors={[]} status={status} version="0.1.0" onDraft={() => undefined} />
      </GateContext>
    </I18nextProvider>,
  );
}

test('where it waits for nobody to be there it may be taken now, and what happens then is said', () => {
  const shown = markup({ state: 'waiting', version: '0.2.0', waitsFor: 'in-use', canBeTakenNow: true });
  expect(shown).toContain('Bản 0.2.0 đang chờ: đến khi không ai dùng màn hình.');
  expect(shown).toContain('Cập nhật ngay');
  expect(shown).toContain('Cổng nghỉ khoảng nửa phút');
});

test('in opening hours, and where nothing waits, there is no such button', () => {
  const waiting = markup({ state: 'waiting', version: '0.2.0', waitsFor: 'opening-hours' });
  expect(waiting).toContain('Xem có bản mới không');
  for (const shown of [waiting, markup({ state: 'idle' }), markup({})]) expect(shown).not.toContain('Cập nhật ngay');
});
