/** How is said of a case when it was, and in which state it is? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { Tone } from '../../../src-renderer/parts/badge.tsx';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import type { IconName } from '../../../src-renderer/parts/icons.tsx';
import { vietnamDate, vietnamTime } from '../../../src-renderer/parts/vietnam-time.ts';

export type ShownCase = CallOutput<'trace.list'>['cases'][number];

/** `07:05 21/11/2026`. */
export function clockAndDate(atUtcMs: number): string {
  return `${vietnamTime(atUtcMs).slice(0, 5)} ${vietnamDate(atUtcMs)}`;
}

const SIGNS: Readonly<Record<ShownCase['state'], { readonly tone: Tone; readonly icon: IconName }>> = {
  asked: { tone: 'warning', icon: 'clock' },
  approved: { tone: 'well', icon: 'done' },
  refused: { tone: 'calm', icon: 'close' },
  expired: { tone: 'calm', icon: 'history' },
};

export function CaseState({ state }: { readonly state: ShownCase['state'] }): ReactElement {
  const { t } = useTranslation();
  return (
    <span data-case-state={state}>
      <Badge {...SIGNS[state]}>{t(`trace.state.${state}`)}</Badge>
    </span>
  );
}
