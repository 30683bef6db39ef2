/** Does a second display of this machine face whoever comes, and whose results does it show? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceField } from '../../parts/fields.tsx';
import type { SectionProps } from './section-props.ts';
import { SetFromAfar } from './set-from-afar.tsx';

const OFF = '-off';
const ALL = '-all';

/** Only the Electron shell opens windows; in a browser somebody opens them by hand. */
export function VisitorFields({ draft, onDraft }: Pick<SectionProps, 'draft' | 'onDraft'>): ReactElement {
  const { t } = useTranslation();
  const { isOn, laneId } = draft.visitorScreen;
  const lanes = draft.lanes.length === 1 ? [] : draft.lanes;
  const standing = lanes.some(({ id }) => id === laneId) ? laneId : null;
  return (
    <div data-testid="visitor-screen">
      <SetFromAfar field="visitorScreen">
        <ChoiceField
          label={t('secondScreen.label')}
          hint={t('secondScreen.hint')}
          value={isOn ? (standing ?? ALL) : OFF}
          choices={[
            { value: OFF, text: t('secondScreen.off') },
            { value: ALL, text: t(lanes.length === 0 ? 'secondScreen.on' : 'secondScreen.all') },
            ...lanes.map(({ id, name }) => ({ value: id, text: name })),
          ]}
          onChoice={(choice) =>
            onDraft({
              ...draft,
              visitorScreen: { isOn: choice !== OFF, laneId: choice === OFF || choice === ALL ? null : choice },
            })
          }
        />
      </SetFromAfar>
    </div>
  );
}
