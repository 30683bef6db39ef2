/** What becomes of signed codes that are not simply in order, and whose signatures count here? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { SIGNED_CODE_ACTIONS } from '../../parts/contract-lists.ts';
import { ChoiceField, TextField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import { SetFromAfar } from './set-from-afar.tsx';
import { setSignedCode, setStaleAfter, setTrustUrls } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import { TrustLists } from './trust-lists.tsx';

const STATES = [
  'signerExpired',
  'expired',
  'notYetValid',
  'unknownIssuer',
  'rulesNotMet',
] as const satisfies readonly (keyof Settings['rules']['signedCodes'])[];

export function SignedSection({ draft, errors, onDraft }: SectionProps): ReactElement {
  const { t } = useTranslation();
  const areUrlsWrong = errors.some(({ path }) => path === 'trust.urls');
  return (
    <div className={styles.rows}>
      <p className={styles.hint}>{t('settings.signed.hint')}</p>
      <SetFromAfar field="rules.signedCodes" note="above">
        <div className={styles.rows}>
          {STATES.map((state) => (
            <ChoiceField
              key={state}
              label={t(`settings.signed.state.${state}`)}
              value={draft.rules.signedCodes[state]}
              choices={SIGNED_CODE_ACTIONS.map((value) => ({ value, text: t(`settings.signed.action.${value}`) }))}
              onChoice={(action) => onDraft(setSignedCode(draft, state, action))}
            />
          ))}
        </div>
      </SetFromAfar>
      <h3>{t('settings.signed.lists')}</h3>
      <TrustLists />
      <SetFromAfar field="trust.urls">
        <TextField
          label={t('settings.signed.urls')}
          hint={t('settings.signed.urlsHint')}
          value={draft.trust.urls.join(' ')}
          inputMode="url"
          error={areUrlsWrong ? t('settings.error.urls') : null}
          onText={(text) => onDraft(setTrustUrls(draft, text))}
        />
      </SetFromAfar>
      <SetFromAfar field="trust.staleAfterHours">
        <TextField
          label={t('settings.signed.staleAfter')}
          inputMode="numeric"
          value={String(draft.trust.staleAfterHours)}
          onText={(text) => onDraft(setStaleAfter(draft, Number(text.replace(/\D/g, ''))))}
        />
      </SetFromAfar>
    </div>
  );
}
