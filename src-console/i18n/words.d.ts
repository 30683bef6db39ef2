/** Which keys may `t` be called with? Those of the console's Vietnamese catalogue; `tsc` refuses any other. */

import 'i18next';
import type words from '../../resources/locales/console/vi.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words';
    resources: { words: typeof words };
  }
}
