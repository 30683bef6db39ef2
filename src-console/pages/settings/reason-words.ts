/** How is said why a gate gave settings back? */

import { useTranslation } from 'react-i18next';

/** A gate may be newer than this page: then its own word is shown. */
export function useReasonWords(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    const key = `remote.reason.${reason}`;
    return i18n.exists(key) ? t(key as 'remote.reason.died') : reason;
  };
}
