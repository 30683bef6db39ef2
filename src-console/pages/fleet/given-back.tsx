/** Which settings from afar did this gate give back, why, and what has to be done about it? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FleetStanding } from '../../../src-main/contract/fleet-settings.ts';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import { useSession } from '../../door/door-context.ts';
import { hrefOf } from '../../place.ts';
import { maySee } from '../../routes.ts';
import { useReasonWords } from '../settings/reason-words.ts';
import { lastGivenBack } from './last-given-back.ts';

export function GivenBack({ standing }: { readonly standing: FleetStanding | null }): ReactElement | null {
  const { t, i18n } = useTranslation();
  const { roles } = useSession();
  const reasonWords = useReasonWords();
  const last = lastGivenBack(standing);
  if (last === null) return null;
  const { version, reason } = last;
  const toDo = `fleet.givenBack.do.${reason}`;
  return (
    <Notice tone="warning">
      <span data-given-back={reason}>
        <strong>{t('fleet.givenBack.name', { version, reason: reasonWords(reason) })} </strong>
        {i18n.exists(toDo) ? t(toDo as 'fleet.givenBack.do.died') : t('fleet.givenBack.do.cannot-apply')}{' '}
        {t('fleet.givenBack.means')}{' '}
        {maySee('settings', roles) ? (
          <a href={hrefOf('settings', [String(version)])}>{t('fleet.givenBack.see', { version })}</a>
        ) : null}
      </span>
    </Notice>
  );
}
