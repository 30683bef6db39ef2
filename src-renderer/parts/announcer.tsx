/** What does a guard hear who cannot see the screen? Two live regions that are always there, and say the last verdict. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { Verdict } from '../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../gate-state.ts';

/** These interrupt whatever is being read out. */
const URGENT: readonly Verdict[] = ['check', 'refuse', 'out-of-order'];

export type AnnouncerProps = { readonly verdict: ScreenVerdict | null; readonly lanes: readonly LaneView[] };

export function Announcer({ verdict, lanes }: AnnouncerProps): ReactElement {
  const { t } = useTranslation();
  const isUrgent = verdict !== null && URGENT.includes(verdict.verdict);
  const text =
    verdict === null
      ? ''
      : t('shown.announce', {
          lane: lanes.find((lane) => lane.id === verdict.laneId)?.name ?? '',
          word: t(`verdict.${verdict.verdict}.word.${verdict.direction}`),
          name: verdict.maskedName?.replaceAll('*', '') ?? '',
          do: t(`verdict.${verdict.verdict}.do.${verdict.direction}`),
          reasons: verdict.reasons.map((reason) => t(`reason.${reason}`)).join('. '),
        });
  // Keyed by the verdict, so that the same words twice in a row are said twice.
  const said = <span key={verdict?.key}>{text}</span>;
  return (
    <>
      <div role="status" className="visually-hidden">
        {isUrgent ? null : said}
      </div>
      <div role="alert" className="visually-hidden">
        {isUrgent ? said : null}
      </div>
    </>
  );
}
