/** What becomes another by what is published? Before and after, side by side. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type words from '../../../resources/locales/console/vi.json';
import styles from './settings.module.css';
import type { ChangedField } from './settings-draft.ts';
import { SETTINGS_FIELDS } from './settings-draft.ts';

type FieldWord = keyof (typeof words)['remote']['field'];

export type ChangesProps = {
  readonly changes: readonly ChangedField[];
  /** Without a column of what was before: where nobody knows it. */
  readonly isAlone?: boolean;
};

export function Changes({ changes, isAlone = false }: ChangesProps): ReactElement {
  const { t } = useTranslation();
  const value = useValueWords();
  if (changes.length === 0) return <p>{t('remote.changes.none')}</p>;
  return (
    <table className={styles.changes} data-testid="changes">
      <thead>
        <tr>
          <th scope="col">{t('remote.changes.field')}</th>
          {isAlone ? null : <th scope="col">{t('remote.changes.before')}</th>}
          <th scope="col">{t(isAlone ? 'remote.changes.value' : 'remote.changes.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ path, before, after }) => (
          <tr key={path}>
            <th scope="row">
              <FieldName path={path} />
            </th>
            {isAlone ? null : <td>{before === null ? <em>{t('remote.changes.own')}</em> : value(path, before)}</td>}
            <td>
              <strong>{after === null ? t('remote.changes.own') : value(path, after)}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A choice by its word. */
function useValueWords(): (path: string, text: string) => string {
  const { t, i18n } = useTranslation();
  return (path, text) => {
    const isChoice = SETTINGS_FIELDS.some((field) => field.kind === 'choice' && field.path.join('.') === path);
    return isChoice && i18n.exists(`remote.choice.${text}`) ? t(`remote.choice.${text as 'vi'}`) : text;
  };
}

/** What has no field of its own is named as the settings file names it. */
function FieldName({ path }: { readonly path: string }): ReactElement {
  const { t } = useTranslation();
  const field = SETTINGS_FIELDS.find((each) => `${path}.`.startsWith(`${each.path.join('.')}.`));
  if (field === undefined) return <code>{path}</code>;
  return (
    <>
      {t(`remote.field.${field.key as FieldWord}`)} <code>{path}</code>
    </>
  );
}
