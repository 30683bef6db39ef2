/** In which words does the collector write to its people? Vietnamese first. */

import en from '../../resources/locales/notices/en.json' with { type: 'json' };
import vi from '../../resources/locales/notices/vi.json' with { type: 'json' };
import type { Language } from '../../src-main/export/words.ts';

export type NoticeWords = typeof vi;

export function noticeWords(language: Language): NoticeWords {
  return language === 'en' ? en : vi;
}
