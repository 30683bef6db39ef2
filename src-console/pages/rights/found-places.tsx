/** Where was this person recorded, and how often? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../src-collector/contract/console-api.ts';
import type { Place } from '../../../src-collector/contract/rights-api.ts';
import { Notice } from '../../../src-renderer/parts/notice.tsx';
import type { Column } from '../../parts/data-table.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { dayAndMinute } from '../../parts/instant.ts';

export function FoundPlaces({ found }: { readonly found: CallOutput<'rights.find'> }): ReactElement {
  const { t } = useTranslation();
  const columns: readonly Column<Place>[] = [
    {
      key: 'venue',
      head: t('rights.place.venue'),
      kind: 'words',
      cell: ({ venue, unit }) => `${venue === '' ? t('rights.place.unnamed') : venue} (${unit.join(' › ')})`,
    },
    { key: 'entries', head: t('rights.place.entries'), kind: 'number', cell: ({ entries }) => entries },
    { key: 'sealed', head: t('rights.place.sealed'), kind: 'number', cell: ({ sealed }) => sealed },
    { key: 'first', head: t('rights.place.first'), kind: 'words', cell: (place) => dayAndMinute(place.firstAtUtcMs) },
    { key: 'last', head: t('rights.place.last'), kind: 'words', cell: (place) => dayAndMinute(place.lastAtUtcMs) },
  ];
  return (
    <>
      <Notice tone="warning">
        {found.heldByCases === 0 ? null : t('rights.place.held', { count: found.heldByCases })}
      </Notice>
      <p data-testid="found">{t('rights.place.found', { count: found.entries, places: found.places.length })}</p>
      <DataTable
        caption={t('rights.place.venue')}
        columns={columns}
        rows={found.places}
        keyOf={({ device, venue }) => `${device} ${venue}`}
        noneWord={t('rights.place.none')}
      />
    </>
  );
}
