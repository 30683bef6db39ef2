/** What was published for which gates, and how do they do with it? Newest first. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsRow } from '../../../src-collector/contract/settings-calls.ts';
import type { Tone } from '../../../src-renderer/parts/badge.tsx';
import { Badge } from '../../../src-renderer/parts/badge.tsx';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useDoing } from '../../door/use-call.ts';
import { Confirm } from '../../parts/confirm.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { LinkButton } from '../../parts/link-button.tsx';
import { hrefOf } from '../../place.ts';
import styles from './settings.module.css';
import { useTargetWords } from './target-words.ts';

const TONES: Readonly<Record<SettingsRow['state'], Tone>> = { offered: 'well', halted: 'alarm', stopped: 'calm' };

export type VersionTableProps = { readonly rows: readonly SettingsRow[]; readonly onStopped: () => void };

export function VersionTable({ rows, onStopped }: VersionTableProps): ReactElement {
  const { t } = useTranslation();
  const targetWords = useTargetWords();
  const stopping = useDoing('settings.stop');
  const [stopped, setStopped] = useState<SettingsRow | null>(null);

  async function stop(version: number): Promise<void> {
    if ((await stopping.run({ version })) === null) return;
    setStopped(null);
    onStopped();
  }

  const columns: readonly Column<SettingsRow>[] = [
    {
      key: 'version',
      head: t('remote.version'),
      kind: 'words',
      cell: ({ version, madeAtUtcMs, madeBy }) => (
        <>
          <a href={hrefOf('settings', [String(version)])}>{t('remote.versionNumber', { version })}</a>
          <span className={styles.line}>{t('remote.madeBy', { by: madeBy, at: dayAndMinute(madeAtUtcMs) })}</span>
        </>
      ),
    },
    {
      key: 'target',
      head: t('remote.for'),
      kind: 'words',
      cell: ({ target }) => <span className={styles.target}>{targetWords(target)}</span>,
    },
    {
      key: 'state',
      head: t('remote.state.label'),
      kind: 'words',
      cell: ({ state, endedAtUtcMs, sharePercent, kind }) => (
        <span data-settings-state={state}>
          <Badge tone={TONES[state]}>{t(`remote.state.${state}`)}</Badge>
          {kind === 'key' ? null : (
            <span className={styles.line}>
              {endedAtUtcMs === null ? t('remote.share', { share: sharePercent }) : dayAndMinute(endedAtUtcMs)}
            </span>
          )}
        </span>
      ),
    },
    {
      key: 'gates',
      head: t('remote.gates'),
      kind: 'words',
      cell: ({ kind, outcomes }) => (kind === 'key' ? null : <Outcomes outcomes={outcomes} />),
    },
    {
      key: 'do',
      head: t('notices.target.do'),
      kind: 'words',
      cell: (row) =>
        row.kind === 'key' ? null : (
          <span className={styles.buttons} data-print="never">
            <LinkButton href={hrefOf('settings', ['new'], { from: String(row.version) })} icon="copy">
              {t('remote.again')}
            </LinkButton>
            {row.state === 'offered' ? (
              <Button icon="close" data-testid="stop-settings" onClick={() => setStopped(row)}>
                {t('remote.stop.do')}
              </Button>
            ) : null}
          </span>
        ),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('shell.page.settings')}
        columns={columns}
        rows={rows}
        keyOf={({ version }) => String(version)}
        isMarked={({ state }) => state === 'halted'}
        noneWord={t('remote.none')}
      />
      {stopped === null ? null : (
        <Confirm
          title={t('remote.stop.title', { version: stopped.version })}
          sure={t('remote.stop.do')}
          isBusy={stopping.isBusy}
          refused={stopping.refused}
          onSure={() => void stop(stopped.version)}
          onClose={() => setStopped(null)}
        >
          <p>{t('remote.stop.about')}</p>
        </Confirm>
      )}
    </>
  );
}

/** Side by side they left no room for the buttons. */
function Outcomes({ outcomes }: Pick<SettingsRow, 'outcomes'>): ReactElement {
  const { t } = useTranslation();
  const counted = [
    ['in-force', outcomes.inForce],
    ['trial', outcomes.trial],
    ['waiting', outcomes.waiting],
    ['given-back', outcomes.givenBack],
  ] as const;
  const some = counted.filter(([, count]) => count > 0);
  if (some.length === 0) return <span className={styles.soft}>{t('remote.nobodyYet')}</span>;
  return (
    <ul className={styles.outcomes}>
      {some.map(([outcome, count]) => (
        <li key={outcome} data-outcome={outcome}>
          {t('remote.counted', { word: t(`remote.outcome.${outcome}`), count })}
        </li>
      ))}
    </ul>
  );
}
