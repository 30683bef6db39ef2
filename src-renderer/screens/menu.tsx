/** What else can be done here? All the places of this venue's gate, as large buttons. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { mayDo } from '../../src-main/contract/roles.ts';
import type { VenueKind } from '../../src-main/contract/settings.ts';
import { useAccess } from '../parts/access-context.ts';
import { Icon } from '../parts/icons.tsx';
import type { VerdictEcho } from '../parts/page.tsx';
import { Page } from '../parts/page.tsx';
import styles from './menu.module.css';
import type { PlaceName } from './places.ts';
import { placesOf } from './places.ts';

export type MenuProps = {
  readonly venueKind: VenueKind;
  readonly echo: VerdictEcho;
  readonly onPlace: (name: PlaceName) => void;
  readonly onClosed: () => void;
};

export function Menu({ venueKind, echo, onPlace, onClosed }: MenuProps): ReactElement {
  const { t } = useTranslation();
  const access = useAccess();
  return (
    <Page name="menu" title={t('menu.title')} echo={echo} onClosed={onClosed}>
      <ul className={styles.places}>
        {placesOf(venueKind).map(({ name, icon, role }) => (
          <li key={name}>
            <button type="button" className={styles.place} data-testid={`open-${name}`} onClick={() => onPlace(name)}>
              <Icon name={icon} size="3rem" />
              <span className={styles.words}>
                <strong>{t(`menu.place.${name}`)}</strong>
                <span>{t(`menu.hint.${name}`)}</span>
              </span>
              {mayDo(access.role, role) ? null : (
                <span className={styles.locked}>
                  <Icon name="locked" />
                  <span className="visually-hidden">{t('access.locked')}</span>
                </span>
              )}
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
