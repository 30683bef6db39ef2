/** Which part of the notices is open: who is told of alarms, who is sent reports, or what became of it? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageProps } from '../../page-props.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { TabLinks } from '../../parts/tab-links.tsx';
import { hrefOf } from '../../place.ts';
import { AddSchedule } from './add-schedule.tsx';
import { AddTarget } from './add-target.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { ScheduleList } from './schedule-list.tsx';
import { TargetList } from './target-list.tsx';

export function NoticesPage({ place }: PageProps): ReactElement {
  const { t } = useTranslation();
  const [first = '', second = ''] = place.path;
  const { before = null } = place.asked;
  if (first === 'new') return <AddTarget />;
  if (first === 'schedules' && second === 'new') return <AddSchedule />;
  const isSchedules = first === 'schedules';
  const isDeliveries = first === 'deliveries';
  return (
    <PageFrame
      title={t('shell.page.notices')}
      about={t(isDeliveries ? 'notices.aboutDeliveries' : isSchedules ? 'notices.aboutSchedules' : 'notices.about')}
      actions={
        isDeliveries ? undefined : (
          <LinkButton
            href={hrefOf('notices', isSchedules ? ['schedules', 'new'] : ['new'])}
            weight="main"
            icon="plus"
            testId="add"
          >
            {t(isSchedules ? 'notices.schedule.add' : 'notices.target.add')}
          </LinkButton>
        )
      }
    >
      <TabLinks
        page="notices"
        label={t('notices.parts')}
        open={isSchedules || isDeliveries ? first : ''}
        tabs={[
          { part: '', text: t('notices.target.many') },
          { part: 'schedules', text: t('notices.schedule.many') },
          { part: 'deliveries', text: t('notices.delivery.many') },
        ]}
      />
      {isDeliveries ? <DeliveryList before={before} /> : isSchedules ? <ScheduleList /> : <TargetList />}
    </PageFrame>
  );
}
