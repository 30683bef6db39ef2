/** How long has one still, in words and never by colour alone? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import type { TimeLeft } from './time-left.ts';

const SOON: Readonly<Record<TimeLeft['unit'], number>> = { days: 2, hours: 24 };

export function DueBadge({ left }: { readonly left: TimeLeft }): ReactElement {
  const { t } = useTranslation();
  const { unit, count, isOver } = left;
  if (isOver) return <Badge tone="alarm">{t(`rights.left.late.${unit}`, { count })}</Badge>;
  return <Badge tone={count <= SOON[unit] ? 'warning' : 'calm'}>{t(`rights.left.still.${unit}`, { count })}</Badge>;
}
