/** What was done in the console, by whom, and what was refused? Newest first; nobody edits it. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useAsked } from '../../door/use-call.ts';
import type { PageProps } from '../../page-props.ts';
import { Answered } from '../../parts/answered.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { goTo, hrefOf } from '../../place.ts';
import styles from './audit.module.css';
import { AuditFilters } from './audit-filters.tsx';
import { AuditTable } from './audit-table.tsx';
import { askedOf, wordsOf } from './filter.ts';

const ROWS_A_PAGE = 100;

export function AuditPage({ place }: PageProps): ReactElement {
  const { t } = useTranslation();
  const { filter, beforeId } = askedOf(place.asked);
  const asked = useAsked('audit.list', { beforeId, limit: ROWS_A_PAGE, ...filter });
  return (
    <PageFrame
      title={t('shell.page.audit')}
      about={t('audit.about')}
      actions={
        <Button icon="print" onClick={() => window.print()}>
          {t('shell.print')}
        </Button>
      }
    >
      <AuditFilters
        key={JSON.stringify(filter)}
        filter={filter}
        onFilter={(next) => goTo(hrefOf('audit', [], wordsOf(next)))}
      />
      <Answered asked={asked}>
        {({ rows }) => (
          <>
            <AuditTable rows={rows} />
            <div className={styles.pages} data-print="never">
              {beforeId === null ? null : (
                <LinkButton href={hrefOf('audit', [], wordsOf(filter))} testId="newest">
                  {t('audit.newest')}
                </LinkButton>
              )}
              {rows.length < ROWS_A_PAGE ? null : (
                <LinkButton
                  href={hrefOf('audit', [], { ...wordsOf(filter), before: String(rows.at(-1)?.id ?? '') })}
                  testId="older"
                >
                  {t('audit.older')}
                </LinkButton>
              )}
            </div>
          </>
        )}
      </Answered>
      <p className={styles.proof}>
        {t('audit.proof')} <code>npm run -s collector -- --verify-audit</code>
      </p>
    </PageFrame>
  );
}
