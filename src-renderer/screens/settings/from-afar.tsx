/** What was set for this gate from afar: by whom, since when, what waits, and what it gave back? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type vi from '../../../resources/locales/vi.json';
import type { FromAfarStatus } from '../../../src-main/contract/from-afar-api.ts';
import { Notice } from '../../parts/notice.tsx';
import { vietnamDate } from '../../parts/vietnam-time.ts';
import type { Locked } from './from-afar-locks.ts';
import { lockedIn, partOf } from './from-afar-locks.ts';
import type { Section } from './settings-draft.ts';
import styles from './settings-screen.module.css';

type FromAfarWords = (typeof vi)['settings']['fromAfar'];

/** Above the fields of a section of which something cannot be changed here. */
export function LockedNotice(props: {
  readonly fromAfar: FromAfarStatus | undefined;
  readonly section: Section;
}): ReactElement | null {
  const { t } = useTranslation();
  const nameOf = useFieldNames();
  const locked = lockedIn(props.fromAfar?.locked ?? [], props.section);
  if (locked.length === 0) return null;
  return (
    <div className={styles.locked} data-testid="locked-from-afar">
      {versionsOf(locked).map(({ version, by, atUtcMs, fields }) => (
        <Notice key={version} tone="calm">
          {t('settings.fromAfar.locked', {
            fields: namesOf(fields, nameOf),
            by,
            date: vietnamDate(atUtcMs),
          })}
        </Notice>
      ))}
    </div>
  );
}

/** All of it, where settings are given and taken. */
export function FromAfarCard({ fromAfar }: { readonly fromAfar: FromAfarStatus }): ReactElement {
  const { t, i18n } = useTranslation();
  const nameOf = useFieldNames();
  const { locked, trial, waiting, rolledBack, refusal, isUnreadable } = fromAfar;
  const reasonKey = `settings.fromAfar.reason.${rolledBack?.reason ?? ''}`;
  const why = i18n.exists(reasonKey) ? t(reasonKey as 'settings.fromAfar.reason.died') : (rolledBack?.reason ?? '');
  return (
    <section className={styles.card} data-testid="from-afar">
      <h3>{t('settings.fromAfar.title')}</h3>
      <p className={styles.hint}>{t('settings.fromAfar.about')}</p>
      {isUnreadable ? <Notice tone="warning">{t('settings.fromAfar.unreadable')}</Notice> : null}
      {refusal === null ? null : (
        <Notice tone="warning">{t('settings.fromAfar.refusal', { why: t(`firstRun.refused.${refusal}`) })}</Notice>
      )}
      {trial === null ? null : <Notice tone="calm">{t('settings.fromAfar.trial', { version: trial })}</Notice>}
      {rolledBack === null ? null : (
        <Notice tone="warning">{t('settings.fromAfar.rolledBack', { version: rolledBack.version, why })}</Notice>
      )}
      {waiting.length === 0 ? null : <p>{t('settings.fromAfar.waiting', { versions: waiting.join(', ') })}</p>}
      {locked.length === 0 ? (
        <p>{t('settings.fromAfar.none')}</p>
      ) : (
        <ul>
          {versionsOf(locked).map(({ version, by, atUtcMs, fields }) => (
            <li key={version}>
              {t('settings.fromAfar.row', {
                field: namesOf(fields, nameOf),
                by,
                date: vietnamDate(atUtcMs),
                version,
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What each version sets, in the order in which its first field comes. */
function versionsOf(locked: readonly Locked[]): readonly (Locked & { readonly fields: readonly Locked[] })[] {
  const firsts = [...new Map(locked.toReversed().map((each) => [each.version, each])).values()].reverse();
  return firsts.map((first) => ({ ...first, fields: locked.filter(({ version }) => version === first.version) }));
}

function namesOf(fields: readonly Locked[], nameOf: (locked: Locked) => string): string {
  return [...new Set(fields.map(nameOf))].join(', ');
}

function useFieldNames(): (locked: Locked) => string {
  const { t, i18n } = useTranslation();
  return ({ field }) => {
    const [part, own] = [partOf(field), field.replace('.', '-')];
    const isNamed = i18n.exists(`settings.fromAfar.field.${own}`);
    if (isNamed) return t(`settings.fromAfar.field.${own as keyof FromAfarWords['field']}`);
    return i18n.exists(`settings.fromAfar.field.${part}`)
      ? t(`settings.fromAfar.field.${part as keyof FromAfarWords['field']}`)
      : field;
  };
}
