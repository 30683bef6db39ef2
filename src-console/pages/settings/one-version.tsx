/** What does one version set, and what became of it at which gate? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeRow } from '../../../src-collector/contract/settings-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useSession } from '../../door/door-context.ts';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { BackTo } from '../../parts/back-to.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { hrefOf } from '../../place.ts';
import { Changes } from './changes.tsx';
import { useReasonWords } from './reason-words.ts';
import { changesOf } from './settings-draft.ts';
import { useTargetWords } from './target-words.ts';

export function OneVersion({ version }: { readonly version: number }): ReactElement {
  const { t } = useTranslation();
  const { unit } = useSession();
  const targetWords = useTargetWords();
  const reason = useReasonWords();
  const asked = useAsked('settings.list', { unit: [...unit], beforeVersion: version + 1 });
  const outcomes = useAsked('settings.outcomes', { version, unit: [...unit] });
  const loading = useDoing('settings.file');
  const row = asked.output?.rows.find((each) => each.version === version);
  const columns: readonly Column<OutcomeRow>[] = [
    {
      key: 'gate',
      head: t('fleet.table.gate'),
      kind: 'words',
      cell: ({ device, venueName, unit: at }) => (
        <a href={hrefOf('fleet', at, { gate: device })}>
          {venueName === '' ? t('fleet.unnamed') : venueName} <code>{device.slice(0, 8)}</code>
        </a>
      ),
    },
    { key: 'unit', head: t('fleet.unit'), kind: 'words', cell: ({ unit: at }) => at.join(' › ') || t('fleet.noUnit') },
    {
      key: 'outcome',
      head: t('remote.state.label'),
      kind: 'words',
      cell: ({ outcome, reason: why }) =>
        why === null ? t(`remote.outcome.${outcome}`) : `${t(`remote.outcome.${outcome}`)}: ${reason(why)}`,
    },
    { key: 'at', head: t('audit.at'), kind: 'words', cell: ({ heardAtUtcMs }) => dayAndMinute(heardAtUtcMs) },
  ];

  /** For a stick: to gates that no network reaches. */
  async function load(): Promise<void> {
    const answer = await loading.run({ version, unit: [...unit] });
    if (answer === null) return;
    saveFile(`gac-cong-fleet-settings-${version}.json`, 'application/json', JSON.stringify(answer.file));
  }

  return (
    <PageFrame
      title={t('remote.versionNumber', { version })}
      above={<BackTo href={hrefOf('settings')}>{t('remote.toAll')}</BackTo>}
      about={row === undefined ? undefined : targetWords(row.target)}
      actions={
        row === undefined ? null : (
          <Button icon="disk" onClick={() => void load()} disabled={loading.isBusy} data-testid="signed-file">
            {t('remote.signedFile')}
          </Button>
        )
      }
    >
      <RefusalNotice refused={loading.refused} />
      <Answered asked={asked}>
        {() =>
          row?.settings ? (
            <Section title={t('remote.sets')}>
              <Changes changes={changesOf({}, row.settings)} isAlone />
            </Section>
          ) : (
            <p>{t('remote.setsNothing')}</p>
          )
        }
      </Answered>
      <Section title={t('remote.gates')} about={t('remote.gatesAbout')}>
        <Answered asked={outcomes}>
          {({ gates }) => (
            <DataTable
              caption={t('remote.gates')}
              columns={columns}
              rows={gates}
              keyOf={({ device }) => device}
              isMarked={({ outcome }) => outcome === 'given-back'}
              noneWord={t('remote.noGates')}
            />
          )}
        </Answered>
      </Section>
    </PageFrame>
  );
}
