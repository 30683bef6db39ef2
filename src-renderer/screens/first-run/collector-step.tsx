/** Does this gate send its entries somewhere, or does it work alone? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../parts/fields.tsx';
import { isFleetCode } from '../../parts/setup-code.ts';
import { CollectorSection } from '../settings/collector-section.tsx';
import styles from './first-run.module.css';
import type { StepProps } from './step-props.ts';

const WAYS = ['alone', 'send'] as const;

export function CollectorStep({ snapshot, scannedSetupCode }: StepProps): ReactElement {
  const { t } = useTranslation();
  const live = snapshot.settings;
  const code = scannedSetupCode !== null && !isFleetCode(scannedSetupCode) ? scannedSetupCode : null;
  const [chosen, setChosen] = useState<(typeof WAYS)[number] | null>(null);
  const way = chosen ?? (live.collector === null && code === null ? 'alone' : 'send');
  return (
    <div className={styles.rows}>
      <ChoiceField
        label={t('firstRun.collector.way')}
        hint={t(`firstRun.collector.${way}Hint`)}
        value={way}
        choices={WAYS.map((value) => ({ value, text: t(`firstRun.collector.${value}`) }))}
        onChoice={setChosen}
      />
      {way === 'send' || live.collector !== null ? <CollectorSection live={live} scannedSetupCode={code} /> : null}
    </div>
  );
}
