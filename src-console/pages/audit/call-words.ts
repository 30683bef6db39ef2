/** In which words is it said what somebody did? A newer collector's calls are shown by their names. */

import { useTranslation } from 'react-i18next';

export type CallWords = {
  readonly call: (name: string) => string;
  readonly area: (name: string) => string;
  readonly detail: (key: string) => string;
};

export function useCallWords(): CallWords {
  const { t, i18n } = useTranslation();
  // The keys are names that the collector made, the words of which may be missing: no key of the catalogue's type.
  const said = (key: string, otherwise: string): string => (i18n.exists(key) ? t(key as 'audit.about') : otherwise);
  return {
    call: (name) => said(`audit.call.${name}`, name),
    area: (name) => said(`audit.area.${name}`, name),
    detail: (key) => said(`audit.detail.${key}`, key),
  };
}
