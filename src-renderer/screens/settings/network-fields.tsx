/** Which way do the entries take to the collector: proxy, trusted authority, own certificate, and how does that stand? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { OutboxStatus } from '../../../src-main/contract/status-api.ts';
import { TextField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import { SetFromAfar } from './set-from-afar.tsx';
import styles from './settings-screen.module.css';

const LONGEST_PATH = 500;
const LONGEST_PEM = 20_000;

export function NetworkFields({
  draft,
  errors,
  onDraft,
  status,
}: SectionProps & { readonly status: OutboxStatus }): ReactElement {
  const { t } = useTranslation();
  const { network } = draft;
  const hasError = (field: keyof Settings['network']): boolean =>
    errors.some(({ path }) => path === `network.${field}`);
  const change = (part: Partial<Settings['network']>): void => onDraft({ ...draft, network: { ...network, ...part } });
  return (
    <div className={styles.card}>
      <SetFromAfar field="network.proxy">
        <TextField
          label={t('settings.network.proxy')}
          hint={t('settings.network.proxyHint')}
          maxLength={LONGEST_PATH}
          value={network.proxy}
          data-testid="network-proxy"
          error={hasError('proxy') ? t('settings.network.proxyError') : null}
          onText={(proxy) => change({ proxy: proxy.trim() })}
        />
      </SetFromAfar>
      <SetFromAfar field="network.ca">
        <TextField
          label={t('settings.network.ca')}
          hint={t('settings.network.caHint')}
          maxLength={LONGEST_PEM}
          value={network.ca}
          data-testid="network-ca"
          error={hasError('ca') ? t('settings.network.caError') : null}
          onText={(ca) => change({ ca })}
        />
      </SetFromAfar>
      <TextField
        label={t('settings.network.clientCertificate')}
        hint={t('settings.network.clientHint')}
        maxLength={LONGEST_PATH}
        value={network.clientCertificate}
        data-testid="network-certificate"
        onText={(clientCertificate) => change({ clientCertificate })}
      />
      <TextField
        label={t('settings.network.clientKey')}
        maxLength={LONGEST_PATH}
        value={network.clientKey}
        data-testid="network-key"
        onText={(clientKey) => change({ clientKey })}
      />
      <p role="status" className={styles.note} data-testid="upload-trouble" data-trouble={status.trouble ?? 'none'}>
        {status.trouble === null
          ? null
          : `${t(`uploadTrouble.${status.trouble}.what`)}. ${t(`uploadTrouble.${status.trouble}.do`)}`}
      </p>
    </div>
  );
}
