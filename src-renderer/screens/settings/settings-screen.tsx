/** How is this gate set up? One section at a time, nothing in force before it is saved, nothing lost unasked. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../src-main/contract/settings.ts';
import { Button } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { IconName } from '../../parts/icons.tsx';
import { Icon } from '../../parts/icons.tsx';
import { PinPad } from '../../parts/pin-pad.tsx';
import { isFleetCode } from '../../parts/setup-code.ts';
import { UnlockedChip } from '../../parts/unlocked-chip.tsx';
import type { CameraAbilities } from '../../readers/camera-tuning.ts';
import { Band, Previews } from './at-work-meanwhile.tsx';
import { LockedNotice } from './from-afar.tsx';
import { keepLocked } from './from-afar-locks.ts';
import { LeaveDialog } from './leave-dialog.tsx';
import { SectionContent } from './section-content.tsx';
import type { DraftError, Section } from './settings-draft.ts';
import { draftErrors, hasChanges, SECTIONS, sectionOfField, settingsToSave } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import type { SettingsScreenProps } from './settings-screen-props.ts';

type Outcome =
  | { readonly type: 'saved' }
  | { readonly type: 'not-saved'; readonly reason: 'invalid'; readonly section: Section }
  | { readonly type: 'not-saved'; readonly reason: 'cannot-write' | 'no-answer' };

const ICONS: Readonly<Record<Section, IconName>> = {
  venue: 'venue',
  lanes: 'in',
  readers: 'scanner',
  test: 'eye',
  rules: 'rules',
  signed: 'done',
  watchList: 'people',
  collector: 'upload',
  retention: 'clock',
  screen: 'screen',
  access: 'locked',
  fleet: 'copy',
  about: 'about',
};

export function SettingsScreen(props: SettingsScreenProps): ReactElement {
  const { snapshot, scannedSetupCode, isLocked, onPreview, onClosed } = props;
  const { t } = useTranslation();
  const outcomeWords = useOutcomeWords();
  const gate = useGate();
  const live = snapshot.settings;
  const [changed, setChanged] = useState<Settings | null>(null);
  const [section, setSection] = useState<Section>(props.firstSection);
  const [errors, setErrors] = useState<readonly DraftError[]>([]);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const [abilities, setAbilities] = useState<Readonly<Record<string, CameraAbilities>>>({});
  const [isLeaving, setIsLeaving] = useState(false);
  const draft = changed ?? live;
  const isChanged = changed !== null && hasChanges(changed, live);
  const previewed = changed?.screen ?? null;

  useEffect(() => onPreview(previewed), [onPreview, previewed]);
  useEffect(() => () => onPreview(null), [onPreview]);
  useEffect(() => {
    if (scannedSetupCode !== null) setSection(isFleetCode(scannedSetupCode) ? 'fleet' : 'collector');
  }, [scannedSetupCode]);

  useEffect(() => {
    if (isLocked && !isChanged) onClosed();
  }, [isLocked, isChanged, onClosed]);

  function change(next: Settings | null): void {
    setChanged(next === null ? null : keepLocked(next, live, snapshot.status.fromAfar?.locked ?? []));
    setErrors([]);
    setOutcome(null);
  }

  /** True when the gate has the settings on disk. */
  async function save(): Promise<boolean> {
    const wrong = draftErrors(draft);
    const [firstWrong] = wrong;
    setErrors(wrong);
    if (firstWrong !== undefined) return showWrong(sectionOfField(firstWrong.path));
    setIsSaving(true);
    const answer = await gate.ask((client) => client.saveSettings({ settings: settingsToSave(draft, live) }));
    setIsSaving(false);
    if (answer.type === 'locked') return false;
    if (answer.type !== 'answered') {
      setOutcome({ type: 'not-saved', reason: 'no-answer' });
      return false;
    }
    if (answer.value.type === 'saved') {
      change(null);
      setOutcome({ type: 'saved' });
      return true;
    }
    if (answer.value.reason === 'invalid') return showWrong(sectionOfField(answer.value.field));
    setOutcome({ type: 'not-saved', reason: 'cannot-write' });
    return false;
  }

  function showWrong(wrongSection: Section): false {
    setSection(wrongSection);
    setOutcome({ type: 'not-saved', reason: 'invalid', section: wrongSection });
    return false;
  }

  return (
    <div className={styles.screen} data-screen="settings">
      <header className={styles.head}>
        <Button icon="back" data-testid="close-settings" onClick={() => (isChanged ? setIsLeaving(true) : onClosed())}>
          {t('settings.back')}
        </Button>
        <h1>{t('settings.title')}</h1>
        <div className={styles.unlocked}>
          <UnlockedChip />
        </div>
        <p role="status" className={styles.outcome} data-tone={toneOf(outcome, isChanged)}>
          {outcome === null ? (isChanged ? t('settings.unsaved') : t('settings.allSaved')) : outcomeWords(outcome)}
        </p>
        <Button weight="quiet" disabled={!isChanged} onClick={() => change(null)}>
          {t('settings.discard')}
        </Button>
        <Button
          weight="main"
          icon="done"
          disabled={!isChanged || isSaving}
          data-testid="save-settings"
          onClick={() => void save()}
        >
          {isSaving ? t('settings.saving') : t('settings.save')}
        </Button>
      </header>
      <nav className={styles.sections} aria-label={t('settings.title')}>
        {SECTIONS.map((each) => (
          <button
            key={each}
            type="button"
            className={styles.section}
            aria-current={each === section ? 'page' : undefined}
            data-section={each}
            onClick={() => setSection(each)}
          >
            <Icon name={ICONS[each]} />
            {t(`settings.section.${each}`)}
          </button>
        ))}
      </nav>
      <Previews
        {...props}
        draft={draft}
        onAbilities={(readerId, found) => setAbilities((all) => ({ ...all, [readerId]: found }))}
      />
      <main className={styles.content}>
        <Band {...props} />
        <h2 className={styles.title}>{t(`settings.section.${section}`)}</h2>
        <LockedNotice fromAfar={snapshot.status.fromAfar} section={section} />
        <SectionContent
          {...props}
          section={section}
          onSection={setSection}
          abilities={abilities}
          draft={draft}
          errors={errors}
          onDraft={change}
          isChanged={isChanged}
          onApplied={() => change(null)}
        />
      </main>
      {isLocked && isChanged ? <PinPad wanted="administrator" echo={props} hasUnsavedWork onCancel={onClosed} /> : null}
      {isLeaving ? (
        <LeaveDialog
          onStay={() => setIsLeaving(false)}
          onDiscard={onClosed}
          onSave={async () => {
            setIsLeaving(false);
            if (await save()) onClosed();
          }}
        />
      ) : null}
    </div>
  );
}

function useOutcomeWords(): (outcome: Outcome) => string {
  const { t } = useTranslation();
  return (outcome) => {
    if (outcome.type === 'saved') return t('settings.saved');
    if (outcome.reason !== 'invalid') return t(`settings.notSaved.${outcome.reason}`);
    return t('settings.notSaved.invalid', { section: t(`settings.section.${outcome.section}`) });
  };
}

function toneOf(outcome: Outcome | null, isChanged: boolean): 'calm' | 'changed' | 'saved' | 'not-saved' {
  if (outcome !== null) return outcome.type;
  return isChanged ? 'changed' : 'calm';
}
