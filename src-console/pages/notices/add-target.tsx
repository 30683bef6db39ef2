/** How does somebody get to be told of alarms? By mail, or another system by a signed webhook. */

import type { FormEvent, ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeKind } from '../../../src-collector/contract/notices-calls.ts';
import { NOTICE_KINDS } from '../../../src-collector/contract/notices-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { ChoiceField, TextField } from '../../../src-renderer/parts/fields.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { DescribedTicks } from '../../parts/described-ticks.tsx';
import { LinkButton } from '../../parts/link-button.tsx';
import { PageFrame, Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import { ShownOnce } from '../../parts/shown-once.tsx';
import { UnitField, unitOf } from '../../parts/unit-field.tsx';
import { goTo, hrefOf } from '../../place.ts';
import styles from './notices.module.css';

const LANGUAGES = ['vi', 'en'] as const;
type Language = (typeof LANGUAGES)[number];
const CHANNELS = ['email', 'webhook'] as const;
type Channel = (typeof CHANNELS)[number];

export function AddTarget(): ReactElement {
  const { t } = useTranslation();
  const { unit: own } = useSession();
  const adding = useDoing('notice.addTarget');
  const [channel, setChannel] = useState<Channel>('email');
  const [address, setAddress] = useState('');
  const [unitText, setUnitText] = useState(own.join('/'));
  const [kinds, setKinds] = useState<readonly NoticeKind[]>(['log', 'keys', 'away', 'waits-long']);
  const [language, setLanguage] = useState<Language>('vi');
  const [secret, setSecret] = useState<string | null>(null);
  const unit = unitOf(unitText, own);

  async function add(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (unit === null) return;
    const added = await adding.run({ channel, address: address.trim(), unit: [...unit], kinds: [...kinds], language });
    if (added === null) return;
    if (added.secret === null) goTo(hrefOf('notices'));
    else setSecret(added.secret);
  }

  return (
    <PageFrame
      title={t('notices.target.add')}
      above={
        <LinkButton href={hrefOf('notices')} weight="quiet" icon="back">
          {t('notices.target.toAll')}
        </LinkButton>
      }
      isNarrow
    >
      {secret === null ? (
        <Section title={t('notices.target.who')} about={t('notices.noPersons')}>
          <RefusalNotice refused={adding.refused} />
          <form className={styles.form} onSubmit={(event) => void add(event)}>
            <ChoiceField
              label={t('notices.target.channel')}
              hint={t(`notices.channelHint.${channel}`)}
              value={channel}
              choices={CHANNELS.map((value) => ({ value, text: t(`notices.channel.${value}`) }))}
              onChoice={setChannel}
            />
            <TextField
              label={t('notices.target.address')}
              value={address}
              type={channel === 'email' ? 'email' : 'url'}
              name="address"
              pattern={channel === 'email' ? undefined : 'https://.*'}
              placeholder={channel === 'email' ? 'truc.ban@don-vi.example' : 'https://he-thong.example/gac-cong'}
              maxLength={channel === 'email' ? 200 : 500}
              required
              onText={setAddress}
            />
            <UnitField label={t('notices.unit')} text={unitText} onText={setUnitText} />
            <DescribedTicks
              label={t('notices.target.kinds')}
              hint={t('notices.target.kindsHint')}
              values={kinds}
              choices={NOTICE_KINDS.map((value) => ({
                value,
                text: t(`notices.kind.${value}.name`),
                about: t(`notices.kind.${value}.what`),
              }))}
              onValues={setKinds}
            />
            <ChoiceField
              label={t('notices.language')}
              value={language}
              choices={LANGUAGES.map((value) => ({ value, text: t(`notices.in.${value}`) }))}
              onChoice={setLanguage}
            />
            <Button
              type="submit"
              weight="main"
              disabled={adding.isBusy || unit === null || kinds.length === 0 || address.trim() === ''}
              data-testid="add-target"
            >
              {t('notices.target.add')}
            </Button>
          </form>
        </Section>
      ) : (
        <Section title={t('notices.target.secretTitle')}>
          <ShownOnce
            label={t('notices.target.secret')}
            text={secret}
            kept={t('notices.target.kept')}
            onKept={() => goTo(hrefOf('notices'))}
          >
            <p>{t('notices.target.secretHow')}</p>
          </ShownOnce>
        </Section>
      )}
    </PageFrame>
  );
}
