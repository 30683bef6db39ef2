/** How does the screen look and sound? Shown at once, kept when saved. */

import type { ReactElement } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import { Button } from '../../parts/button.tsx';
import { ChoiceField } from '../../parts/fields.tsx';
import { useLock } from './from-afar-context.ts';
import { HearingFields } from './hearing-fields.tsx';
import type { SectionProps } from './section-props.ts';
import { FromAfarNote, SetFromAfar } from './set-from-afar.tsx';
import styles from './settings-screen.module.css';
import { VisitorFields } from './visitor-fields.tsx';

/** Each language in its own words: whoever looks for it can read it. */
const LANGUAGES = [
  { value: 'vi', text: 'Tiếng Việt' },
  { value: 'en', text: 'English' },
] as const;
const THEMES = ['system', 'light', 'dark', 'contrast'] as const;

export function ScreenSection({
  draft,
  onDraft,
  onTestSound,
}: SectionProps & { readonly onTestSound: (verdict: Verdict, volume: number) => void }): ReactElement {
  const { t } = useTranslation();
  const id = useId();
  // Trying the sound is no setting: only the slider stands still.
  const isVolumeSet = useLock('screen.volume') !== null;
  const { language, theme, volume } = draft.screen;
  const set = (part: Partial<Settings['screen']>): void => onDraft({ ...draft, screen: { ...draft.screen, ...part } });
  return (
    <div className={styles.rows}>
      <SetFromAfar field="screen.language">
        <ChoiceField
          label={t('settings.screen.language')}
          value={language}
          choices={LANGUAGES}
          onChoice={(value) => set({ language: value })}
        />
      </SetFromAfar>
      <SetFromAfar field="screen.theme">
        <ChoiceField
          label={t('settings.screen.theme')}
          value={theme}
          choices={THEMES.map((value) => ({ value, text: t(`settings.screen.${value}`) }))}
          onChoice={(value) => set({ theme: value })}
        />
      </SetFromAfar>
      <div className={styles.group}>
        <div className={styles.volume}>
          <label htmlFor={id}>{t('settings.screen.volume')}</label>
          <input
            id={id}
            type="range"
            min="0"
            max="100"
            step="5"
            disabled={isVolumeSet}
            value={Math.round(volume * 100)}
            onChange={(event) => set({ volume: Number(event.currentTarget.value) / 100 })}
          />
          <output htmlFor={id}>{volume === 0 ? t('settings.screen.muted') : `${Math.round(volume * 100)}%`}</output>
          <Button
            icon={volume === 0 ? 'muted' : 'sound'}
            disabled={volume === 0}
            onClick={() => onTestSound('admit', volume)}
          >
            {t('settings.screen.test')}
          </Button>
        </div>
        <FromAfarNote field="screen.volume" />
      </div>
      {volume === 0 ? <p className={styles.hint}>{t('settings.screen.testSilent')}</p> : null}
      <HearingFields onTestSound={onTestSound} />
      {window.gateShell === undefined ? null : <VisitorFields draft={draft} onDraft={onDraft} />}
    </div>
  );
}
