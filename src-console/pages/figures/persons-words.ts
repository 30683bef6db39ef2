/** How is a number of persons said, so that nobody takes an estimate for a count? */

import { useTranslation } from 'react-i18next';
import type { FiguresLine } from '../../../src-collector/contract/figures-api.ts';
import { useSay } from '../../parts/use-say.ts';

type Persons = FiguresLine['persons'];

export function usePersonsWords(): {
  readonly value: (persons: Persons) => string;
  readonly how: (persons: Persons) => string;
} {
  const { t } = useTranslation();
  const say = useSay();
  return {
    value: ({ about, errorShare }) => (errorShare === 0 ? say.count(about) : `≈ ${say.count(about)}`),
    how: ({ errorShare }) =>
      errorShare === 0 ? t('figures.persons.exact') : t('figures.persons.estimate', { share: say.share(errorShare) }),
  };
}
