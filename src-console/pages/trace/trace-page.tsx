/** Which page of tracing is this: all cases, a new one, or one of them? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { useSession } from '../../door/door-context.ts';
import type { PageProps } from '../../page-props.ts';
import { PageFrame } from '../../parts/page-frame.tsx';
import { CaseList } from './case-list.tsx';
import { CasePage } from './case-page.tsx';
import { NewCase } from './new-case.tsx';

export function TracePage({ place }: PageProps): ReactElement {
  const { t } = useTranslation();
  const { roles } = useSession();
  const [which] = place.path;
  if (which === undefined) return <CaseList before={place.asked.before ?? null} />;
  if (which !== 'new') return <CasePage key={which} caseId={which} />;
  if (roles.includes('tracer')) return <NewCase />;
  return (
    <PageFrame title={t('trace.open.title')}>
      <EmptyState icon="locked" title={t('trace.tracerOnly')} hint={t('trace.tracerOnlyDo')} />
    </PageFrame>
  );
}
