/** What was asked for in a case, what was found, who decided, and what may be done now? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../src-renderer/parts/empty-state.tsx';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { BackTo } from '../../parts/back-to.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import { CaseFacts } from './case-facts.tsx';
import { CaseState } from './case-words.tsx';
import { Decision } from './decision.tsx';
import { HandOut } from './hand-out.tsx';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function CasePage({ caseId }: { readonly caseId: string }): ReactElement {
  // An address is typed by anybody.
  return UUID.test(caseId) ? <KnownCase caseId={caseId} /> : <NoCase />;
}

function KnownCase({ caseId }: { readonly caseId: string }): ReactElement {
  const { t } = useTranslation();
  const asked = useAsked('trace.list', { caseId, limit: 1 });
  const title = asked.output?.cases[0]?.purpose ?? t('trace.case.title');
  if (asked.output?.cases.length === 0) return <NoCase />;
  return (
    <PageFrame title={title} above={<BackTo href={hrefOf('trace')}>{t('trace.back')}</BackTo>} isNarrow>
      <Answered asked={asked}>
        {({ cases: [shown] }) =>
          shown === undefined ? null : (
            <>
              <div>
                <CaseState state={shown.state} />
              </div>
              <CaseFacts shown={shown} />
              {shown.state === 'asked' ? <Decision shown={shown} onDecided={asked.again} /> : null}
              {shown.state === 'approved' ? <HandOut shown={shown} onHandedOut={asked.again} /> : null}
            </>
          )
        }
      </Answered>
    </PageFrame>
  );
}

function NoCase(): ReactElement {
  const { t } = useTranslation();
  return (
    <PageFrame title={t('trace.case.title')} above={<BackTo href={hrefOf('trace')}>{t('trace.back')}</BackTo>}>
      <EmptyState icon="search" title={t('trace.missing')} hint={t('trace.missingDo')} />
    </PageFrame>
  );
}
