/** What is asked on which step of the first run? */

import type { ReactElement } from 'react';
import type { SetupStep } from '../../../src-main/contract/setup-settings.ts';
import { CollectorStep } from './collector-step.tsx';
import { LanesStep } from './lanes-step.tsx';
import { LanguageStep } from './language-step.tsx';
import { PinsStep } from './pins-step.tsx';
import { PracticeStep } from './practice-step.tsx';
import { RetentionFields } from './retention-fields.tsx';
import type { StepProps } from './step-props.ts';
import { SummaryStep } from './summary-step.tsx';
import { VenueFields } from './venue-fields.tsx';

export function StepContent({ step, ...props }: StepProps & { readonly step: SetupStep }): ReactElement {
  switch (step) {
    case 'language':
      return <LanguageStep {...props} />;
    case 'venue':
      return <VenueFields {...props} />;
    case 'lanes':
      return <LanesStep {...props} />;
    case 'collector':
      return <CollectorStep {...props} />;
    case 'retention':
      return <RetentionFields {...props} />;
    case 'pins':
      return <PinsStep />;
    case 'practice':
      return <PracticeStep {...props} />;
    case 'summary':
      return <SummaryStep {...props} />;
  }
}
