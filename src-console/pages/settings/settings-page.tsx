/** Which part of the settings from afar is open: what was published, one version, or a new one? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../door/door-context.ts';
import { useAsked } from '../../door/use-call.ts';
import type { PageProps } from '../../page-props.ts';
import { Answered } from '../../parts/answered.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame } from '../../parts/page-frame.tsx';
import { hrefOf } from '../../place.ts';
import { KeySection } from './key-section.tsx';
import { OneVersion } from './one-version.tsx';
import { Publish } from './publish.tsx';
import { VersionTable } from './version-table.tsx';

/** `#/settings`, `#/settings/new`, `#/settings/<version>`. */
export function SettingsPage({ place }: PageProps): ReactElement {
  const [part = ''] = place.path;
  if (part === 'new') return <Publish from={versionOf(place.asked.from ?? '')} />;
  const version = versionOf(part);
  return version === null ? (
    <Published before={versionOf(place.asked.before ?? '')} />
  ) : (
    <OneVersion version={version} />
  );
}

function Published({ before }: { readonly before: number | null }): ReactElement {
  const { t } = useTranslation();
  const { unit } = useSession();
  const asked = useAsked('settings.list', { unit: [...unit], beforeVersion: before });
  const oldest = asked.output?.rows.at(-1)?.version;
  return (
    <PageFrame
      title={t('shell.page.settings')}
      about={t('remote.about')}
      actions={
        <LinkButton href={hrefOf('settings', ['new'])} weight="main" icon="plus" testId="new-settings">
          {t('remote.new')}
        </LinkButton>
      }
    >
      <Answered asked={asked}>
        {({ key, rows }) => (
          <>
            <VersionTable rows={rows} onStopped={asked.again} />
            {rows.length < 50 || oldest === undefined ? null : (
              <div data-print="never">
                <LinkButton href={hrefOf('settings', [], { before: String(oldest) })}>{t('audit.older')}</LinkButton>
              </div>
            )}
            <KeySection settingsKey={key} onMoved={asked.again} />
          </>
        )}
      </Answered>
    </PageFrame>
  );
}

/** What is typed into an address and is no version is none. */
function versionOf(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
