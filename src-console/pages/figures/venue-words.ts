/** What is a venue called, and of which kind is it? */

import { useTranslation } from 'react-i18next';
import type words from '../../../resources/locales/console/vi.json';

type KnownKind = keyof (typeof words)['venueKind'];
type Venue = { readonly venueId: string; readonly name: string };

export function useVenueWords(): { readonly name: (venue: Venue) => string; readonly kind: (kind: string) => string } {
  const { t, i18n } = useTranslation();
  return {
    /** A gate that gives no name is a venue of its own, known by its number. */
    name: ({ name, venueId }) => (name === '' ? t('figures.unnamed', { venue: venueId.slice(0, 8) }) : name),
    /** A newer gate may know kinds that this page does not. */
    kind: (kind) => (i18n.exists(`venueKind.${kind}`) ? t(`venueKind.${kind as KnownKind}`) : kind),
  };
}
