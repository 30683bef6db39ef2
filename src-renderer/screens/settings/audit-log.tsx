/** Who did what here that takes more than a guard? */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditItem } from '../../../src-main/contract/access-api.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './audit-log.module.css';
import { actionWords, actorWords } from './audit-words.ts';

const PAGE = 30;

export function AuditLog(): ReactElement {
  const { t, i18n } = useTranslation();
  const gate = useGate();
  const [items, setItems] = useState<readonly AuditItem[] | null>(null);
  const [isMore, setIsMore] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);

  const load = useCallback(
    async (before: readonly AuditItem[]): Promise<void> => {
      const beforeId = before.at(-1)?.id ?? null;
      const answer = await gate.ask((client) => client.listAudit({ beforeId, limit: PAGE }));
      setHasFailed(answer.type !== 'answered');
      if (answer.type !== 'answered') return;
      setItems([...before, ...answer.value.items]);
      setIsMore(answer.value.isMore);
    },
    [gate],
  );
  useEffect(() => void load([]), [load]);

  return (
    <section className={styles.log} aria-labelledby="audit-title">
      <header>
        <div>
          <h3 id="audit-title">{t('access.audit.title')}</h3>
          <p>{t('access.audit.hint')}</p>
        </div>
        <Button icon="refresh" data-testid="reload-audit" onClick={() => void load([])}>
          {t('access.audit.refresh')}
        </Button>
      </header>
      <p role="status">
        {hasFailed ? t('access.audit.noAnswer') : items?.length === 0 ? t('access.audit.none') : null}
      </p>
      <ol>
        {items?.map((item) => (
          <li key={item.id} data-audit={item.action}>
            <time dateTime={new Date(item.atUtcMs).toISOString()}>
              {vietnamTime(item.atUtcMs)}
              <span>{vietnamDate(item.atUtcMs)}</span>
            </time>
            <span>{actorWords(item, t, i18n)}</span>
            <span className={styles.what}>
              {actionWords(item, t, i18n)}
              {item.reason === null ? null : <em>{t('access.audit.reason', { reason: item.reason })}</em>}
            </span>
          </li>
        ))}
      </ol>
      {isMore ? <Button onClick={() => void load(items ?? [])}>{t('access.audit.more')}</Button> : null}
    </section>
  );
}
