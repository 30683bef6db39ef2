/** What stands in each section of the settings? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { isFleetCode } from '../../parts/setup-code.ts';
import type { CameraAbilities } from '../../readers/camera-tuning.ts';
import { RetentionFields } from '../first-run/retention-fields.tsx';
import { VenueFields } from '../first-run/venue-fields.tsx';
import { HospitalFields } from '../visits/hospital-fields.tsx';
import { AccessSection } from './access-section.tsx';
import { BackupFields } from './backup-fields.tsx';
import { CollectorSection } from './collector-section.tsx';
import { ExportFields } from './export-fields.tsx';
import { FleetSection } from './fleet-section.tsx';
import { FromAfarCard } from './from-afar.tsx';
import { LanesSection } from './lanes-section.tsx';
import { NetworkFields } from './network-fields.tsx';
import { ReadersSection } from './readers-section.tsx';
import { RulesSection } from './rules-section.tsx';
import { ScreenSection } from './screen-section.tsx';
import type { SectionProps } from './section-props.ts';
import type { Section } from './settings-draft.ts';
import styles from './settings-screen.module.css';
import type { SettingsScreenProps } from './settings-screen-props.ts';
import { SignedSection } from './signed-section.tsx';
import { SupportFields } from './support-fields.tsx';
import { TestSection } from './test-section.tsx';
import { UpdateFields } from './update-fields.tsx';
import { WatchListSection } from './watch-list-section.tsx';

export function SectionContent(
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

function collectorCodeOf({ scannedSetupCode }: SettingsScreenProps): string | null {
  return scannedSetupCode !== null && !isFleetCode(scannedSetupCode) ? scannedSetupCode : null;
}
