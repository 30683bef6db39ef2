import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeHtml, pageHtml, setupPageHtml } from '../../../src-collector/pages/page-html.ts';
import type { Figures, LatestEntry } from '../../../src-collector/queries.ts';

const FIGURES: Figures = {
  gates: 1,
  silentGates: 0,
  entries: 2_500,
  subjects: 2,
  refused: 0,
  manual: 0,
  chainBreaks: 0,
  checkpointBreaks: 0,
};
const ENTRY: LatestEntry = {
  wallAt: new Date(Date.UTC(2026, 10, 23, 1, 2, 3)),
  receivedAt: new Date(Date.UTC(2026, 10, 23, 18, 2, 3)),
  device: '01234567',
  laneId: 'lane-1',
  direction: 'out',
  codeKind: 'cccd',
  maskedName: null,
  maskedNumber: '******000000',
  verdict: 'admit',
};

function page(entry: Partial<LatestEntry>, figures: Partial<Figures> = {}): string {
  return pageHtml({
    name: 'Máy thu',
    figures: { ...FIGURES, ...figures },
    gates: [],
    entries: [{ ...ENTRY, ...entry }],
  });
}

/** Opening tags and attribute names: what escaping must keep the same whatever the text is. */
function markupOf(html: string): string[] {
  return [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
}

test('times are those of Vietnam, and counts are grouped as there', () => {
  const html = page({});
  expect(html).toContain('08:02:03 23/11/26');
  expect(html).toContain('01:02:03 24/11/26');
  expect(html).toContain('2.500');
});

test('what a stranger wrote is text wherever it stands, never markup', () => {
  const plain = markupOf(page({ maskedName: 'x', laneId: 'x', codeKind: 'x', verdict: 'x', device: 'x' }));
  const stranger = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('<script>', '"><img src=x>', "' onclick='", '&lt;'),
  );
  fc.assert(
    fc.property(stranger, (text) => {
      const html = page({ maskedName: text, maskedNumber: text, laneId: text, codeKind: text, device: text });
      expect(markupOf(html)).toEqual(plain);
      expect(escapeHtml(text)).not.toMatch(/[<>"']/);
    }),
  );
});

test('a verdict that this collector does not know is shown as it came', () => {
  for (const verdict of ['quarantine', 'constructor', 'to-string']) {
    expect(page({ verdict })).toContain(`<tr class="other"`);
    expect(page({ verdict })).toContain(`<td class="verdict">${verdict}</td>`);
  }
  expect(page({ verdict: 'refuse' })).toContain('Không cho vào · Refuse');
});

test('a broken chain is an alarm, a whole one is not', () => {
  expect(page({})).not.toContain('class="alarm"');
  expect(page({}, { chainBreaks: 2 })).toContain('class="alarm"');
  expect(page({}, { checkpointBreaks: 1 })).toContain('class="alarm"');
});

test('a setup code is shown without going on by itself', () => {
  const html = setupPageHtml({ name: 'a<b', code: 'GACCONG-SETUP:x', qrSvg: '<svg></svg>' });
  expect(html).toContain('>GACCONG-SETUP:x</textarea>');
  expect(html).not.toContain('http-equiv="refresh"');
  expect(html).toContain('<title>a&lt;b');
});
