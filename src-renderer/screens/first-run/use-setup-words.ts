/** In what words is it said what became of a setup file or code? */

import { useTranslation } from 'react-i18next';
import type { SetupAnswer } from '../../../src-main/contract/setup-api.ts';

export function useSetupWords(): (answer: SetupAnswer | 'no-answer') => string {
  const { t } = useTranslation();
  return (answer) => {
    if (answer === 'no-answer') return t('firstRun.refused.no-answer');
    if (answer.type === 'refused') {
      const why = t(`firstRun.refused.${answer.reason}`);
      return answer.field === null ? why : t('firstRun.file.field', { why, field: answer.field });
    }
    if (answer.type === 'taken') return t('firstRun.file.taken', { version: answer.version });
    const { collector } = answer;
    switch (collector.type) {
      case 'none':
        return t('firstRun.file.applied');
      case 'enrolled':
        return t('firstRun.file.joined');
      case 'waiting':
        return t('firstRun.file.waiting');
      case 'refused':
        return t('firstRun.file.notJoined', { why: t(`enrolRefusal.${collector.reason}`) });
    }
  };
}
