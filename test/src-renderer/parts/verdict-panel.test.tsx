import { renderToStaticMarkup } from 'react-dom/server';
import { I18nextProvider } from 'react-i18next';
import { describe, expect, test } from 'vitest';
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../../../src-renderer/gate-state.ts';
import { startWords } from '../../../src-renderer/i18n/start-words.ts';
import { VerdictPanel } from '../../../src-renderer/parts/verdict-panel.tsx';
import { VERDICT_STANDS_MS } from '../../../src-renderer/parts/verdict-times.ts';

const ADMITTED: ScreenVerdict = {
  key: 1,
  laneId: 'lane-1',
  direction: 'in',
  readerKind: 'serial',
  verdict: 'admit',
  reasons: [],
  codeKind: 'cccd',
  maskedName: 'Nguyễn Văn ***',
  maskedNumber: '******000000',
  verification: 'unsigned',
  issuer: null,
  atUtcMs: Date.UTC(2026, 10, 21, 3, 42, 7),
  seq: 12,
  recordedAtUtcMs: null,
  device: null,
  takenBack: null,
  epoch: null,
};

describe('the verdict panel', () => {
  test('names verdict, lane and entry for those who watch the page', () => {
    expect(panel({})).toContain('data-testid="verdict" data-verdict="admit" data-lane="lane-1" data-seq="12"');
    expect(panel({ seq: null })).toContain('data-seq=""');
  });

  test('says the word, the direction, who, when in Vietnam, and what to do', () => {
    const text = words(panel({}));
    for (const part of ['MỜI VÀO', 'VÀO', 'Nguyễn Văn ***', '******000000', '10:42:07', 'Đã ghi sổ. Mời khách vào.']) {
      expect(text).toContain(part);
    }
  });

  test('each verdict has a shape and a word of its own', () => {
    const seen = VERDICTS.map((verdict) => {
      const html = panel({ verdict });
      return [/data-shape="([\w-]+)"/.exec(html)?.[1], words(/<h2[^>]*>.*<\/h2>/.exec(html)?.[0] ?? '')];
    });
    expect(new Set(seen.map(([shape]) => shape)).size).toBe(VERDICTS.length);
    expect(new Set(seen.map(([, word]) => word)).size).toBe(VERDICTS.length);
  });

  test('a way out is another word than a way in', () => {
    expect(words(panel({ direction: 'out' }))).toContain('MỜI RA');
  });

  test('what a card says is never called checked', () => {
    expect(words(panel({}))).toContain('Đã đọc thẻ – chưa xác minh danh tính');
    expect(words(panel({ codeKind: 'manual', verification: 'none' }))).toContain('Ghi tay – theo lời khách');
    expect(words(panel({ codeKind: 'opaque', verification: 'none' }))).not.toContain('xác minh');
  });

  test('a repeat says when it was recorded, not when it was repeated', () => {
    const text = words(panel({ verdict: 'already-recorded', recordedAtUtcMs: ADMITTED.atUtcMs - 9_000 }));
    expect(text).toContain('Đã ghi lúc 10:41:58');
    expect(text).not.toContain('10:42:07');
  });

  test('every reason is said in words', () => {
    const text = words(panel({ verdict: 'check', reasons: ['unknown-code', 'text-garbled'] }));
    expect(text).toContain('Mã lạ, không phải giấy tờ quen dùng');
    expect(text).toContain('Chữ bị lỗi dấu – so lại với thẻ');
  });
});

test('only what the gate must mend stays for ever; calm verdicts pass sooner than grave ones', () => {
  expect(VERDICTS.filter((verdict) => VERDICT_STANDS_MS[verdict] === null)).toEqual(['out-of-order']);
  expect(VERDICT_STANDS_MS.admit).toBeLessThan(VERDICT_STANDS_MS.refuse ?? 0);
});

function panel(part: Partial<ScreenVerdict>): string {
  return renderToStaticMarkup(
    <I18nextProvider i18n={startWords()}>
      <VerdictPanel verdict={{ ...ADMITTED, ...part }} laneName={null} onEnded={() => undefined} />
    </I18nextProvider>,
  );
}

function words(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
