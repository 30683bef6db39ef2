/** In which words is it said for whom settings are? */

import { useTranslation } from 'react-i18next';
import type { SettingsTarget } from '../../../src-main/contract/fleet-settings.ts';

export function useTargetWords(): (target: SettingsTarget | null) => string {
  const { t } = useTranslation();
  return (target) => {
    if (target === null) return t('remote.target.key');
    switch (target.type) {
      case 'gate':
        return t('remote.target.gate', { gate: target.device.slice(0, 8) });
      case 'venue':
        return t('remote.target.venue', { venue: target.name, unit: target.unit.join(' › ') });
      case 'unit':
        return target.unit.length === 0
          ? t('remote.target.all')
          : t('remote.target.unit', { unit: target.unit.join(' › ') });
    }
  };
}
