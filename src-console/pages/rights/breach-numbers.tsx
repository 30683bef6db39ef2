/** How much could be seen, of how many people, and who was in the console then? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BreachCounts } from '../../../src-collector/contract/rights-api.ts';
import { useCallWords } from '../audit/call-words.ts';
import styles from './rights.module.css';

export function BreachNumbers({ counts }: { readonly counts: BreachCounts }): ReactElement {
  const { t } = useTranslation();
  const words = useCallWords();
  const { entries, persons, personsBy, fields, venues, isVenuesCut, accesses, isAccessesCut } = counts;
  return (
    <dl className={styles.facts} data-testid="breach-numbers">
      <dt>{t('rights.place.entries')}</dt>
      <dd>{entries}</dd>
      <dt>{t('rights.breach.persons')}</dt>
      <dd>{t(personsBy === 'exact' ? 'rights.breach.atMost' : 'rights.breach.nearly', { count: persons })}</dd>
      <dt>{t('rights.breach.fields')}</dt>
      <dd>
        <ul>
          <li>{t('rights.breach.sealed', { count: fields.sealed })}</li>
          <li>{t('rights.breach.masked', { count: fields.masked })}</li>
          <li>{t('rights.breach.taggedOnly', { count: fields.taggedOnly })}</li>
          <li>{t('rights.breach.nobody', { count: fields.nobody })}</li>
        </ul>
      </dd>
      <dt>{t('rights.breach.venues')}</dt>
      <dd>
        <ul>
          {venues.map(({ venueId, venue, entries: there }) => (
            <li key={venueId}>
              {venue === '' ? venueId : venue}: {there}
            </li>
          ))}
          {isVenuesCut ? <li>{t('rights.more')}</li> : null}
        </ul>
      </dd>
      <dt>{t('rights.breach.accesses')}</dt>
      <dd>
        <ul>
          {accesses.map(({ by, call, outcome, times }) => (
            <li key={`${by} ${call} ${outcome}`}>
              {by}: {words.call(call)} × {times}
            </li>
          ))}
          {isAccessesCut ? <li>{t('rights.more')}</li> : null}
        </ul>
      </dd>
    </dl>
  );
}
