/** How are gates set from afar? For whom, what, for how many of them at first; and what will change stands there before it does. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingsRow } from '../../../src-collector/contract/settings-calls.ts';
import type { SettingsTarget } from '../../../src-main/contract/fleet-settings.ts';
import { targetKeyOf } from '../../../src-main/contract/fleet-target.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { ChoiceField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { useAsked, useDoing } from '../../door/use-call.ts';
import { Answered } from '../../parts/answered.tsx';
import { BackTo } from '../../parts/back-to.tsx';
import { Confirm } from '../../parts/confirm.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { instantOf } from '../../parts/typed-instant.ts';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import { goTo, hrefOf } from '../../place.ts';
import { Changes } from './changes.tsx';
import styles from './settings.module.css';
import type { SettingsDraft } from './settings-draft.ts';
import { changesOf, draftOf, partsOf } from './settings-draft.ts';
import { SettingsFields } from './settings-fields.tsx';

const KINDS = ['unit', 'venue', 'gate'] as const;
type Kind = (typeof KINDS)[number];
const WHEN = ['quiet', 'urgent'] as const;
type When = (typeof WHEN)[number];
const FIRST_SHARE = 10;

/** `from`: a version that is published anew, for more gates or changed. */
export function Publish({ from }: { readonly from: number | null }): ReactElement {
  const { t } = useTranslation();
  const { unit } = useSession();
  const asked = useAsked('settings.list', { unit: [...unit], beforeVersion: null });
  return (
    <PageFrame
      title={t('remote.new')}
      above={<BackTo href={hrefOf('settings')}>{t('remote.toAll')}</BackTo>}
      about={t('remote.newAbout')}
    >
      <Answered asked={asked}>
        {({ rows, key }) => (
          <Form key={from} rows={rows} isOwnKey={key.isOwn} from={rows.find((row) => row.version === from)} />
        )}
      </Answered>
    </PageFrame>
  );
}

type FormProps = {
  readonly rows: readonly SettingsRow[];
  readonly isOwnKey: boolean;
  readonly from: SettingsRow | undefined;
};

function Form({ rows, isOwnKey, from }: FormProps): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const publishing = useDoing('settings.publish');
  const drafting = useDoing('settings.draft');
  const first = from?.target ?? null;
  const [kind, setKind] = useState<Kind>(first?.type ?? 'unit');
  const [unitText, setUnitText] = useState((first === null || first.type === 'gate' ? own : first.unit).join('/'));
  const [venue, setVenue] = useState(first?.type === 'venue' ? first.name : '');
  const [device, setDevice] = useState(first?.type === 'gate' ? first.device : '');
  const [draft, setDraft] = useState<SettingsDraft>(() => draftOf(from?.settings ?? {}));
  const [share, setShare] = useState(String(from === undefined ? FIRST_SHARE : 100));
  const [notBefore, setNotBefore] = useState('');
  const [when, setWhen] = useState<When>('quiet');
  const [isAsked, setIsAsked] = useState(false);

  const target = targetOf(kind, unitOf(unitText, own), venue, device);
  const read = partsOf(draft, kind === 'gate');
  const sharePercent = /^\d{1,3}$/.test(share) && Number(share) >= 1 && Number(share) <= 100 ? Number(share) : null;
  const notBeforeUtcMs = notBefore === '' ? null : instantOf(notBefore);
  const offered = target === null ? undefined : newestFor(rows, target);
  const before = offered?.settings ?? {};
  // An empty one gives back what was set; where nothing is, it does nothing.
  const isNothing = read.type === 'read' && offered === undefined && Object.keys(read.parts).length === 0;
  const isWhole = target !== null && read.type === 'read' && sharePercent !== null && !isNothing;
  const after = read.type === 'read' ? read.parts : before;

  async function publish(): Promise<void> {
    if (target === null || read.type === 'wrong' || sharePercent === null) return;
    const order = { target, settings: read.parts, sharePercent, notBeforeUtcMs, isUrgent: when === 'urgent' };
    if (isOwnKey) {
      if ((await publishing.run(order)) !== null) goTo(hrefOf('settings'));
      return;
    }
    const drafted = await drafting.run(order);
    if (drafted === null) return;
    saveFile(`gac-cong-settings-${drafted.version}.json`, 'application/json', drafted.document);
    setIsAsked(false);
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setIsAsked(true);
      }}
    >
      <Notice tone="calm">{isOwnKey ? null : t('remote.key.draftHint')}</Notice>
      <RefusalNotice refused={drafting.refused} />
      <Section title={t('remote.for')}>
        <ChoiceField
          label={t('remote.target.kind')}
          hint={t('remote.target.hint')}
          value={kind}
          choices={KINDS.map((value) => ({ value, text: t(`remote.target.kinds.${value}`) }))}
          onChoice={setKind}
        />
        {kind === 'gate' ? (
          <TextField
            label={t('remote.target.device')}
            hint={t('remote.target.deviceHint')}
            value={device}
            name="device"
            maxLength={36}
            onText={setDevice}
          />
        ) : (
          <UnitField label={t('notices.unit')} text={unitText} onText={setUnitText} />
        )}
        {kind === 'venue' ? (
          <TextField
            label={t('remote.target.venueName')}
            hint={t('remote.target.venueHint')}
            value={venue}
            name="venue"
            maxLength={120}
            onText={setVenue}
          />
        ) : null}
      </Section>
      <Section title={t('remote.what')} about={t('remote.whatAbout')}>
        <SettingsFields draft={draft} wrong={read.type === 'wrong' ? read.fields : []} onDraft={setDraft} />
      </Section>
      <Section title={t('remote.when.title')}>
        <div className={styles.grid}>
          <TextField
            label={t('remote.when.share')}
            hint={t('remote.when.shareHint')}
            error={sharePercent === null ? t('remote.when.shareWrong') : null}
            value={share}
            name="share"
            inputMode="numeric"
            maxLength={3}
            onText={setShare}
          />
          <TextField
            label={t('remote.when.notBefore')}
            hint={t('remote.when.notBeforeHint')}
            value={notBefore}
            name="not-before"
            type="datetime-local"
            onText={setNotBefore}
          />
        </div>
        <ChoiceField
          label={t('remote.when.urgency')}
          hint={t(`remote.when.${when}Hint`)}
          value={when}
          choices={WHEN.map((value) => ({ value, text: t(`remote.when.${value}`) }))}
          onChoice={setWhen}
        />
      </Section>
      <Section title={t('remote.changes.title')} about={t('remote.changes.about')}>
        <Changes changes={changesOf(before, after)} />
      </Section>
      <Button type="submit" weight="main" disabled={!isWhole} data-testid="review-settings">
        {t(isOwnKey ? 'remote.publish.review' : 'remote.publish.draft')}
      </Button>
      {isAsked ? (
        <Confirm
          title={t(isOwnKey ? 'remote.publish.title' : 'remote.publish.draftTitle')}
          sure={t(isOwnKey ? 'remote.publish.sure' : 'remote.publish.draft')}
          isGrave={when === 'urgent'}
          isBusy={publishing.isBusy || drafting.isBusy}
          refused={publishing.refused}
          onSure={() => void publish()}
          onClose={() => setIsAsked(false)}
        >
          <Changes changes={changesOf(before, after)} />
          <p>{t(`remote.publish.${when}`, { share })}</p>
        </Confirm>
      ) : null}
    </form>
  );
}

function targetOf(kind: Kind, unit: readonly string[] | null, venue: string, device: string): SettingsTarget | null {
  if (kind === 'gate') {
    const typed = device.trim().toLowerCase();
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(typed) ? { type: 'gate', device: typed } : null;
  }
  if (unit === null) return null;
  if (kind === 'unit') return { type: 'unit', unit: [...unit] };
  return venue.trim() === '' ? null : { type: 'venue', unit: [...unit], name: venue.trim() };
}

/** What gates of this target are told now. */
function newestFor(rows: readonly SettingsRow[], target: SettingsTarget): SettingsRow | undefined {
  const key = targetKeyOf(target);
  return rows.find((row) => row.state === 'offered' && row.target !== null && targetKeyOf(row.target) === key);
}
