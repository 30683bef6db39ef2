/** In which words does the console speak? In its own: the gate's screen does not carry them, nor the console the gate's. */

import type { i18n } from 'i18next';
import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../resources/locales/console/en.json';
import vi from '../../resources/locales/console/vi.json';

/** Ready when it returns; speaks Vietnamese until told otherwise. */
export function startWords(): i18n {
  const words = createInstance();
  void words.use(initReactI18next).init({
    lng: 'vi',
    fallbackLng: 'vi',
    defaultNS: 'words',
    resources: { vi: { words: vi }, en: { words: en } },
    initAsync: false,
    // React escapes what it shows; escaping twice would show `&amp;` in a venue's name.
    interpolation: { escapeValue: false },
  });
  return words;
}
