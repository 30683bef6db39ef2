/** What does a finding say on this screen, and what is to be done about it? */

import { useTranslation } from 'react-i18next';
import type words from '../../../resources/locales/vi.json';
import type { SelfTest } from '../../../src-main/contract/readiness-api.ts';
import { writtenValue } from '../../../src-main/core/readiness/written-value.ts';

export type Finding = SelfTest['findings'][number];
type ReaderKind = keyof (typeof words)['reader'] & ('serial' | 'camera' | 'wedge' | 'simulated');
type Trouble = keyof (typeof words)['trouble'];

export type FindingWords = {
  readonly what: (finding: Finding) => string;
  /** `null` where nothing is to be done. */
  readonly toDo: (finding: Finding) => string | null;
};

export function useFindingWords(): FindingWords {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'vi';

  /** Kinds of readers and their troubles have words of their own. */
  function spoken({ values }: Finding): Record<string, string | number> {
    const { kind, trouble } = values;
    const isReader = kind !== undefined;
    const isTrouble = trouble !== undefined;
    return {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, writtenValue(value, language)])),
      ...(isReader ? { kind: t(`reader.${kind as ReaderKind}`) } : {}),
      ...(isTrouble ? { trouble: t(`trouble.${trouble as Trouble}.what`) } : {}),
      ...(isTrouble ? { troubleDo: t(`trouble.${trouble as Trouble}.do`) } : {}),
    };
  }

  return {
    what: (finding) =>
      finding.state === 'good'
        ? t(`readiness.good.${finding.word}`, spoken(finding))
        : t(`readiness.trouble.${finding.word}.what`, spoken(finding)),
    toDo: (finding) => (finding.state === 'good' ? null : t(`readiness.trouble.${finding.word}.do`, spoken(finding))),
  };
}
