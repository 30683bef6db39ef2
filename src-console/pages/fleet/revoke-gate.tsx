/** How is a gate's right to send taken, by somebody who has read what that means? */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetGate } from '../../../src-collector/contract/fleet-calls.ts';
import { Button } from '../../../src-renderer/parts/button.tsx';
import { useSession } from '../../door/door-context.ts';
import { useDoing } from '../../door/use-call.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Section } from '../../parts/page-frame.tsx';

export type RevokeGateProps = { readonly gate: FleetGate; readonly onRevoked: () => void };

export function RevokeGate({ gate, onRevoked }: RevokeGateProps): ReactElement | null {
  const { t } = useTranslation();
  const { roles } = useSession();
  const revoking = useDoing('fleet.revoke');
  const [isAsked, setIsAsked] = useState(false);
  if (!roles.includes('operator')) return null;

  async function revoke(): Promise<void> {
    if ((await revoking.run({ device: gate.device })) === null) return;
    setIsAsked(false);
    onRevoked();
  }

  return (
    <Section title={t('fleet.gate.revoke.title')} about={t('fleet.gate.revoke.about')}>
      <div data-print="never">
        <Button icon="trash" data-testid="revoke" onClick={() => setIsAsked(true)}>
          {t('fleet.gate.revoke.do')}
        </Button>
      </div>
      {isAsked ? (
        <Confirm
          title={t('fleet.gate.revoke.ask', { gate: `${gate.venueName} ${gate.device.slice(0, 8)}`.trim() })}
          sure={t('fleet.gate.revoke.do')}
          isBusy={revoking.isBusy}
          refused={revoking.refused}
          onSure={() => void revoke()}
          onClose={() => setIsAsked(false)}
        >
          <p>{t('fleet.gate.revoke.means')}</p>
        </Confirm>
      ) : null}
    </Section>
  );
}
