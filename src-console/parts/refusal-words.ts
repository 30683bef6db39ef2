/** In which sentences is a reason word said? What happened, and what to do. */

import { useTranslation } from 'react-i18next';
import type words from '../../resources/locales/console/vi.json';

type Known = keyof (typeof words)['refusal']['reason'];

/** A newer collector may know reasons that this page does not: then the word itself is shown, for who is asked for help. */
export function useRefusalWords(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    const isKnown = i18n.exists(`refusal.reason.${reason}`);
    return isKnown ? t(`refusal.reason.${reason as Known}`) : t('refusal.unknown', { reason });
  };
}
