/** Who signs what gates are told: this collector, or a key that is kept elsewhere? And how is a signed file handed in? */

import type { FormEvent, ReactElement } from 'react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signedFile } from '../../../src-main/contract/fleet-settings.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { TextField } from '../../../src-renderer/parts/fields.tsx';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/page-frame.tsx';
import { RefusalNotice } from '../../parts/refusal-notice.tsx';
import styles from './settings.module.css';

export type KeySectionProps = {
  readonly settingsKey: { readonly publicKey: string; readonly isOwn: boolean };
  readonly onMoved: () => void;
};

const KEY = /^[\w-]{43}$/;

export function KeySection({ settingsKey, onMoved }: KeySectionProps): ReactElement {
  const { t } = useTranslation();
  const { unit, roles } = useSession();
  return (
    <Section
      title={t('remote.key.title')}
      about={t(settingsKey.isOwn ? 'remote.key.own' : 'remote.key.elsewhere', { key: settingsKey.publicKey })}
    >
      {settingsKey.isOwn ? null : <HandIn onTaken={onMoved} />}
      {settingsKey.isOwn && unit.length === 0 && roles.includes('operator') ? <MoveKey onMoved={onMoved} /> : null}
    </Section>
  );
}

function HandIn({ onTaken }: { readonly onTaken: () => void }): ReactElement {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const uploading = useDoing('settings.upload');
  const [outcome, setOutcome] = useState<'taken' | 'no-file' | null>(null);

  async function take(given: File | undefined): Promise<void> {
    if (given === undefined) return;
    const file = signedFile.safeParse(parseJson(await given.text())).data;
    setOutcome(file === undefined ? 'no-file' : null);
    if (file === undefined || (await uploading.run({ file })) === null) return;
    setOutcome('taken');
    onTaken();
  }

  return (
    <>
      <RefusalNotice refused={uploading.refused} />
      <Notice tone={outcome === 'taken' ? 'well' : 'warning'}>
        {outcome === null ? null : t(`remote.key.${outcome}`)}
      </Notice>
      <div>
        <Button
          icon="upload"
          disabled={uploading.isBusy}
          data-testid="pick-signed"
          onClick={() => picker.current?.click()}
        >
          {t('remote.key.handIn')}
        </Button>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={t('remote.key.handIn')}
          data-testid="signed-file"
          onChange={(event) => {
            const given = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            void take(given);
          }}
        />
      </div>
    </>
  );
}

function MoveKey({ onMoved }: { readonly onMoved: () => void }): ReactElement {
  const { t } = useTranslation();
  const moving = useDoing('settings.moveKey');
  const [publicKey, setPublicKey] = useState('');
  const [isAsked, setIsAsked] = useState(false);

  async function move(): Promise<void> {
    if ((await moving.run({ publicKey: publicKey.trim() })) === null) return;
    setIsAsked(false);
    onMoved();
  }

  return (
    <form
      className={styles.form}
      data-print="never"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setIsAsked(true);
      }}
    >
      <TextField
        label={t('remote.key.new')}
        hint={t('remote.key.newHint')}
        value={publicKey}
        name="settings-key"
        maxLength={60}
        onText={setPublicKey}
      />
      <Button type="submit" disabled={!KEY.test(publicKey.trim())} data-testid="move-key">
        {t('remote.key.move')}
      </Button>
      {isAsked ? (
        <Confirm
          title={t('remote.key.moveTitle')}
          sure={t('remote.key.move')}
          isBusy={moving.isBusy}
          refused={moving.refused}
          onSure={() => void move()}
          onClose={() => setIsAsked(false)}
        >
          <p>{t('remote.key.moveAbout')}</p>
        </Confirm>
      ) : null}
    </form>
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Said as no such file.
  }
}
