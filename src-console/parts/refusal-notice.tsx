/** What did the collector refuse, and what can be done about it? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../src-renderer/parts/notice.tsx';
import type { Refused } from '../door/door.ts';
import { useRefusalWords } from './refusal-words.ts';

/** Always in the page, so that a refusal which appears is read out. */
export function RefusalNotice({ refused }: { readonly refused: Refused | null }): ReactElement {
  const { t } = useTranslation();
  const words = useRefusalWords();
  if (refused === null) return <Notice tone="warning">{null}</Notice>;
  return (
    <Notice tone="warning">
      <span data-refused={refused.reason}>
        {words(refused.reason)}
        {refused.retryAfterS === null ? null : ` ${t('refusal.retryAfter', { count: refused.retryAfterS })}`}
      </span>
    </Notice>
  );
}
