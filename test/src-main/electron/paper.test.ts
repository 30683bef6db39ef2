import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { paperName, putOnPaper } from '../../../src-main/electron/paper.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

function pageWith({ printers = 0, takes = true, makesPdf = true }) {
  return {
    getPrintersAsync: () => Promise.resolve(Array.from({ length: printers }, () => ({}) as never)),
    print: vi.fn((_options?: object, done?: (success: boolean, why: string) => void) => done?.(takes, '')),
    printToPDF: () => (makesPdf ? Promise.resolve(Buffer.from('%PDF')) : Promise.reject(new Error('gone'))),
  };
}

test('the system’s printer gets it, without a dialog that would stop the page', async () => {
  const page = pageWith({ printers: 1 });
  expect(await putOnPaper(page, temporaryDir, 'a.pdf')).toEqual({ type: 'printed' });
  expect(page.print.mock.calls[0]?.[0]).toMatchObject({ silent: true });
});

test.each([{ printers: 0 }, { printers: 1, takes: false }])(
  'without a printer that takes it, it is a PDF that nobody else reads (%o)',
  async (given) => {
    const folder = temporaryDir();
    const path = join(folder, 'a.pdf');
    expect(await putOnPaper(pageWith(given), () => folder, 'a.pdf')).toEqual({ type: 'paper-saved', path });
    expect(readFileSync(path, 'utf8')).toBe('%PDF');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  },
);

test('no printer and no file is said, not thrown', async () => {
  expect(await putOnPaper(pageWith({ makesPdf: false }), temporaryDir, 'a.pdf')).toEqual({ type: 'not-printed' });
});

test('a paper is named by day and minute', () => {
  expect(paperName(new Date(2026, 10, 9, 7, 5))).toBe('gac-cong-2026-11-09-0705.pdf');
});
