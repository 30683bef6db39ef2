/** How is this gate set up? One section at a time, nothing in force before it is saved, nothing lost unasked. */

import type { ReactElement } from 'react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GateSnapshot } from '../../../src-main/contract/gate-api.ts';
import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { Settings } from '../../../src-main/contract/settings.ts';
import type { Verdict } from '../../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../../gate-state.ts';
import { Button } from '../../parts/button.tsx';
import type { CameraSettings } from '../../parts/camera-view.tsx';
import { CameraView } from '../../parts/camera-view.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { IconName } from '../../parts/icons.tsx';
import { Icon } from '../../parts/icons.tsx';
import { PinPad } from '../../parts/pin-pad.tsx';
import { isFleetCode } from '../../parts/setup-code.ts';
import type { ReadCode } from '../../parts/submit-code.ts';
import { UnlockedChip } from '../../parts/unlocked-chip.tsx';
import { VerdictPanel } from '../../parts/verdict-panel.tsx';
import type { CameraAbilities } from '../../readers/camera-tuning.ts';
import { RetentionFields } from '../first-run/retention-fields.tsx';
import { VenueFields } from '../first-run/venue-fields.tsx';
import { HospitalFields } from '../visits/hospital-fields.tsx';
import { AccessSection } from './access-section.tsx';
import { BackupFields } from './backup-fields.tsx';
import { CollectorSection } from './collector-section.tsx';
import { ExportFields } from './export-fields.tsx';
import { FleetSection } from './fleet-section.tsx';
import { FromAfarCard, LockedNotice } from './from-afar.tsx';
import { keepLocked } from './from-afar-locks.ts';
import { LanesSection } from './lanes-section.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { NetworkFields } from './network-fields.tsx';
import { ReadersSection } from './readers-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { ScreenSection } from './screen-section.tsx';
import type { SectionProps } from './section-props.ts';
import type { DraftError, Section } from './settings-draft.ts';
import { draftErrors, hasChanges, SECTIONS, sectionOfField, settingsToSave } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import { SignedSection } from './signed-section.tsx';
import { SupportFields } from './support-fields.tsx';
import { TestSection } from './test-section.tsx';
import { UpdateFields } from './update-fields.tsx';
import { WatchListSection } from './watch-list-section.tsx';

export type SettingsScreenProps = {
  readonly snapshot: GateSnapshot;
  readonly firstSection: Section;
  /** The administrator's time is up: what was not saved is kept until the PIN is typed again. */
  readonly isLocked: boolean;
  readonly verdict: ScreenVerdict | null;
  /** The last code on a lane that is being tried out. */
  readonly tried: Tried | null;
  readonly verdictLaneName: string | null;
  /** A setup code that was scanned while this screen is open. */
  readonly scannedSetupCode: string | null;
  readonly onCodeTaken: () => void;
  readonly onCode: (reader: CameraSettings, code: ReadCode) => void;
  readonly onVerdictEnded: (verdict: ScreenVerdict) => void;
  /** Shows language, theme and volume before they are saved; `null` = as the gate has them. */
  readonly onPreview: (screen: Settings['screen'] | null) => void;
  readonly onTestSound: (verdict: Verdict, volume: number) => void;
  readonly onClosed: () => void;
};

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

/** The gate goes on while it is set up: its cameras read, and verdicts are shown. */
function Previews({
  draft,
  snapshot,
  onCode,
  onAbilities,
}: SettingsScreenProps & {
  readonly draft: Settings;
  readonly onAbilities: (readerId: string, abilities: CameraAbilities) => void;
}): ReactElement | null {
  const cameras = draft.readers.filter((reader) => reader.kind === 'camera');
  if (cameras.length === 0) return null;
  return (
    <aside className={styles.previews}>
      {cameras.map((camera) => {
        const laneName = draft.lanes.find((lane) => lane.id === camera.laneId)?.name ?? '';
        return (
          <figure key={camera.id} className={styles.preview} data-preview={camera.id}>
            <CameraView
              camera={camera}
              laneName={laneName}
              readers={draft.readers}
              believed={snapshot.status.readers.find((reader) => reader.id === camera.id)}
              onCode={(code) => onCode(camera, code)}
              onAbilities={(abilities) => onAbilities(camera.id, abilities)}
            >
              {() => <figcaption>{laneName}</figcaption>}
            </CameraView>
          </figure>
        );
      })}
    </aside>
  );
}

function Band({ verdict, verdictLaneName, onVerdictEnded }: SettingsScreenProps): ReactElement | null {
  if (verdict === null) return null;
  return (
    <div className={styles.band}>
      <VerdictPanel
        key={verdict.key}
        place="band"
        verdict={verdict}
        laneName={verdictLaneName}
        onEnded={onVerdictEnded}
      />
    </div>
  );
}

function collectorCodeOf({ scannedSetupCode }: SettingsScreenProps): string | null {
  return scannedSetupCode !== null && !isFleetCode(scannedSetupCode) ? scannedSetupCode : null;
}

function SectionContent(
  props: SettingsScreenProps &
    SectionProps & {
      readonly section: Section;
      readonly onSection: (section: Section) => void;
      readonly abilities: Readonly<Record<string, CameraAbilities>>;
      readonly isChanged: boolean;
      readonly onApplied: () => void;
    },
): ReactElement {
  const { t } = useTranslation();
  switch (props.section) {
    case 'venue':
      return (
        <div className={styles.rows}>
          <VenueFields {...props} />
          <SupportFields {...props} />
          {props.draft.venue.kind === 'hospital' ? <HospitalFields {...props} /> : null}
        </div>
      );
    case 'lanes':
      return <LanesSection {...props} />;
    case 'readers':
      return (
        <ReadersSection {...props} statuses={props.snapshot.status.readers} onTest={() => props.onSection('test')} />
      );
    case 'test':
      return <TestSection snapshot={props.snapshot} tried={props.tried} />;
    case 'rules':
      return <RulesSection {...props} />;
    case 'signed':
      return <SignedSection {...props} />;
    case 'watchList':
      return <WatchListSection />;
    case 'collector':
      return (
        <div className={styles.rows}>
          <CollectorSection live={props.snapshot.settings} scannedSetupCode={collectorCodeOf(props)} />
          <NetworkFields {...props} status={props.snapshot.status.outbox} />
          <BackupFields {...props} status={props.snapshot.status.backup} />
          <ExportFields {...props} status={props.snapshot.status.exports} />
        </div>
      );
    case 'retention':
      return <RetentionFields {...props} />;
    case 'fleet':
      return (
        <div className={styles.rows}>
          {props.snapshot.status.fromAfar === undefined ? null : (
            <FromAfarCard fromAfar={props.snapshot.status.fromAfar} />
          )}
          <FleetSection
            scannedSetupCode={props.scannedSetupCode}
            onCodeTaken={props.onCodeTaken}
            isChanged={props.isChanged}
            onApplied={props.onApplied}
          />
        </div>
      );
    case 'screen':
      return <ScreenSection {...props} />;
    case 'access':
      return <AccessSection />;
    case 'about':
      return (
        <div className={styles.rows}>
          <p>{t('settings.about.device')}</p>
          <UpdateFields {...props} status={props.snapshot.status.updates} version={props.snapshot.version} />
        </div>
      );
  }
}
