/** How does a unit stand, from the whole down to a gate? One place of the figures, as its address says. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { vietnamDay } from '../../../src-renderer/parts/vietnam-time.ts';
import { useSession } from '../../door/door-context.ts';
import type { PageProps } from '../../page-props.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { FiguresPath } from './figures-path.tsx';
import { readSpan } from './figures-place.ts';
import { SpanPicker } from './span-picker.tsx';
import { UnitFiguresBody } from './unit-figures-body.tsx';
import { VenueFiguresBody } from './venue-figures-body.tsx';

export function FiguresPage({ place }: PageProps): ReactElement {
  const { t } = useTranslation();
  const { unit: ownUnit } = useSession();
  const today = vietnamDay(Date.now());
  const unit = place.path.length === 0 ? ownUnit : place.path;
  const span = readSpan(place.asked, today);
  const venueId = place.asked.venue ?? null;
  const at = { unit, venueId, span };
  const picker = <SpanPicker at={at} today={today} />;
  if (venueId !== null) return <VenueFiguresBody key={venueId} at={{ ...at, venueId }} picker={picker} />;
  return (
    <PageFrame
      title={unit.at(-1) ?? t('shell.everywhere')}
      above={<FiguresPath at={at} venueName={null} />}
      about={t('figures.about')}
      actions={picker}
    >
      <UnitFiguresBody key={unit.join('/')} at={at} />
    </PageFrame>
  );
}
