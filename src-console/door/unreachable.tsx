/** What is shown while the collector does not say who is in? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../src-renderer/parts/button.tsx';
import { RefusalNotice } from '../parts/refusal-notice.tsx';
import type { Refused } from './door.ts';
import { useDoor } from './door-context.ts';
import { DoorFrame } from './door-frame.tsx';

export function Unreachable({ refused }: { readonly refused: Refused }): ReactElement {
  const { t } = useTranslation();
  const door = useDoor();
  return (
    <DoorFrame title={t('door.unreachable')}>
      <RefusalNotice refused={refused} />
      <Button weight="main" icon="refresh" onClick={() => void door.look()}>
        {t('shell.again')}
      </Button>
    </DoorFrame>
  );
}
