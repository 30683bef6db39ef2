/** What does one version set, and what became of it at which gate? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeRow } from '../../../src-collector/contract/settings-calls.ts';
import { useSession } from '../../door/door-context.ts';
import { useAsked } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { BackTo } from '../../parts/back-to.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import { Changes } from './changes.tsx';
import { changesOf } from './settings-draft.ts';
import { useTargetWords } from './target-words.ts';

export function OneVersion({ version }: { readonly version: number }): ReactElement {
  const { t } = useTranslation();
  const { unit } = useSession();
  const targetWords = useTargetWords();
  const reason = useReasonWords();
  const asked = useAsked('settings.list', { unit: [...unit], beforeVersion: version + 1 });
  const outcomes = useAsked('settings.outcomes', { version, unit: [...unit] });
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
  return (
    <PageFrame
      title={t('remote.versionNumber', { version })}
      above={<BackTo href={hrefOf('settings')}>{t('remote.toAll')}</BackTo>}
      about={row === undefined ? undefined : targetWords(row.target)}
    >
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

/** A gate may be newer than this page: then its own word is shown. */
function useReasonWords(): (reason: string) => string {
  const { t, i18n } = useTranslation();
  return (reason) => {
    const key = `remote.reason.${reason}`;
    return i18n.exists(key) ? t(key as 'remote.reason.died') : reason;
  };
}
