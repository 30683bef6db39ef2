/** Where does a second copy of the log go, and how does that stand? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupStatus } from '../../../src-main/contract/status-api.ts';
import { TextField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import styles from './settings-screen.module.css';

const LONGEST_FOLDER = 500;

export function BackupFields({
  draft,
  onDraft,
  status,
}: SectionProps & { readonly status: BackupStatus }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className={styles.card}>
      <TextField
        label={t('settings.backup.folder')}
        hint={t('settings.backup.folderHint')}
        maxLength={LONGEST_FOLDER}
        value={draft.backup.folder}
        data-testid="backup-folder"
        onText={(folder) => onDraft({ ...draft, backup: { folder } })}
      />
      <p role="status" className={styles.note} data-testid="backup-state" data-state={status.state}>
        {status.trouble === null
          ? t(`settings.backup.state.${status.state}`)
          : t(`backupTrouble.${status.trouble}.what`)}
      </p>
    </div>
  );
}
