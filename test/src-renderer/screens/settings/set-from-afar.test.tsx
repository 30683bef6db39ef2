/** Is every field that was set from afar shown as it is, disabled, with a line that says so, and no other field? */

import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { expect, test, vi } from 'vitest';
import { defaultSettings } from '../../../../src-main/contract/settings.ts';
import type { GateConnection } from '../../../../src-renderer/gate-connection.ts';
import { startWords } from '../../../../src-renderer/i18n/start-words.ts';
import { GateContext } from '../../../../src-renderer/parts/gate-context.ts';
import { RetentionFields } from '../../../../src-renderer/screens/first-run/retention-fields.tsx';
import { VenueFields } from '../../../../src-renderer/screens/first-run/venue-fields.tsx';
import { FromAfarContext } from '../../../../src-renderer/screens/settings/from-afar-context.ts';
import type { Locked } from '../../../../src-renderer/screens/settings/from-afar-locks.ts';
import { LanesSection } from '../../../../src-renderer/screens/settings/lanes-section.tsx';
import { ReadersSection } from '../../../../src-renderer/screens/settings/readers-section.tsx';
import { RulesSection } from '../../../../src-renderer/screens/settings/rules-section.tsx';
import { ScreenSection } from '../../../../src-renderer/screens/settings/screen-section.tsx';
import { SignedSection } from '../../../../src-renderer/screens/settings/signed-section.tsx';
import { SupportFields } from '../../../../src-renderer/screens/settings/support-fields.tsx';
import { HospitalFields } from '../../../../src-renderer/screens/visits/hospital-fields.tsx';

const props = { draft: defaultSettings(), errors: [], onDraft: () => undefined };

/** Asked by effects, which a still picture has none of. */
const NOBODY: GateConnection = {
  ask: () => Promise.reject(new Error('nobody is there')),
} as unknown as GateConnection;

// No shell around it: no second display.
vi.stubGlobal('window', {});

function markup(element: ReactElement, fields: readonly string[]): string {
  const locked: Locked[] = fields.map((field) => ({ field, by: 'can.bo', version: 12, atUtcMs: 0 }));
  return renderToStaticMarkup(
    <I18nextProvider i18n={startWords()}>
      <GateContext value={NOBODY}>
        <FromAfarContext value={locked}>{element}</FromAfarContext>
      </GateContext>
    </I18nextProvider>,
  );
}

const LINE = 'Đơn vị quản lý đặt từ xa, phiên bản 12';
const linesIn = (html: string): number => html.split(LINE).length - 1;

test.each([
  ['venue.hours', <VenueFields key="venue" {...props} />],
  ['support.phone', <SupportFields key="support" {...props} />],
  ['hospital.departments', <HospitalFields key="hospital" {...props} />],
  ['hospital.separator', <HospitalFields key="hospital" {...props} />],
  ['rules.acceptedKinds', <RulesSection key="rules" {...props} />],
  ['rules.repeatWindowMs', <RulesSection key="rules" {...props} />],
  ['rules.addressReason', <RulesSection key="rules" {...props} />],
  ['visits.closeAfterHours', <RulesSection key="rules" {...props} />],
  ['roster.mode', <RulesSection key="rules" {...props} />],
  ['roster.laneCeiling', <RulesSection key="rules" {...props} />],
  ['rules.signedCodes', <SignedSection key="signed" {...props} />],
  ['trust.staleAfterHours', <SignedSection key="signed" {...props} />],
  ['retention.warnDays', <RetentionFields key="retention" {...props} />],
  ['notice.contact', <RetentionFields key="retention" {...props} />],
] as const)('%s is disabled where it was set from afar, and says so once', (field, section) => {
  expect(markup(section, [])).not.toMatch(/<fieldset disabled/);
  const html = markup(section, [field]);
  expect(html.match(/<fieldset disabled=""[^>]*data-from-afar="[^"]*"/g)).toHaveLength(1);
  expect(html).toContain(`data-from-afar="${field}"`);
  expect(linesIn(html)).toBe(1);
});

test('the days that entries are kept stand in two fields: both are disabled, and the line is said once', () => {
  const html = markup(<RetentionFields {...props} />, ['retention.days']);
  expect(html.match(/<fieldset disabled=""/g)).toHaveLength(2);
  expect(linesIn(html)).toBe(1);
});

test('a volume that was set from afar can still be listened to', () => {
  const html = markup(<ScreenSection {...props} onTestSound={() => undefined} />, ['screen.volume']);
  expect(html).toMatch(/<input[^>]*type="range"[^>]*disabled=""/);
  expect(html.match(/<button[^>]*disabled=""/g)).toBeNull();
  expect(linesIn(html)).toBe(1);
});

test('readers that were set from afar can be tried, and neither added nor taken away', () => {
  const readers = [{ kind: 'wedge', id: 'wedge-1', laneId: 'lane-1' } as const];
  const status = { id: 'wedge-1', laneId: 'lane-1', kind: 'wedge', state: 'ready', trouble: null } as const;
  const health = { sinceUtcMs: 0, codes: 0, halfCodes: 0, babbledCodes: 0, decodeWarnings: 0 };
  const section = (
    <ReadersSection
      {...props}
      draft={{ ...props.draft, readers }}
      statuses={[{ ...status, port: null, lastReadingAtUtcMs: null, health }]}
      abilities={{}}
      onTest={() => undefined}
    />
  );
  const buttons = (html: string): number => html.split('<button').length - 1;
  expect(buttons(markup(section, []))).toBe(4);
  expect(buttons(markup(section, ['readers']))).toBe(1);
  expect(linesIn(markup(section, ['readers']))).toBe(1);
});

test('a lane on which something stands that was set from afar is not taken away', () => {
  const lanes = ['lane-1', 'lane-2'].map((id) => ({ id, name: id, direction: 'in' as const }));
  const section = <LanesSection {...props} draft={{ ...props.draft, lanes }} />;
  const removals = (html: string): number => html.split('Bỏ cổng').length - 1;
  expect(removals(markup(section, []))).toBe(2);
  // Both readers stand on the first.
  expect(removals(markup(section, ['readers']))).toBe(1);
});
