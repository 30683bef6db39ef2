/** What does the fire marshal carry to the assembly point? Everybody who may be inside, with a box to tick off each. */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { EvacuationList, InsideList } from '../../../src-main/contract/guard-api.ts';
import { Paper } from '../../parts/paper.tsx';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import styles from './evacuation-sheet.module.css';

export type EvacuationSheetProps = {
  /** Masked for an exercise, with full names where somebody may be left behind. */
  readonly list: InsideList | EvacuationList;
  readonly venueName: string;
  readonly laneName: (laneId: string) => string;
};

type Visit = EvacuationList['visits'][number];

/** In the order of the alphabet, marks and all, so that somebody who is asked for is found. */
const BY_NAME = new Intl.Collator('vi');

export function EvacuationSheet({ list, venueName, laneName }: EvacuationSheetProps): ReactElement {
  const { t } = useTranslation();
  const { counts } = list;
  const time = `${vietnamTime(counts.atUtcMs).slice(0, 5)} ${vietnamDate(counts.atUtcMs)}`;
  const visits = list.visits.map(namedVisit).sort(byName);
  const noteOf = ({ certainty, group, note }: Visit): string =>
    [
      certainty === 'maybe' ? t('inside.isMaybe') : null,
      group === 'vehicle' ? t('vehicle.one') : null,
      group === 'manual' ? t('kind.manual') : null,
      group === 'pass' ? t('kind.pass') : null,
      note,
    ]
      .filter((part) => part !== null)
      .join('; ');
  return (
    <Paper kind="document">
      <article className={styles.sheet}>
        <header>
          <h1>{t('inside.sheet.title')}</h1>
          <p>{venueName}</p>
          <p>{t('inside.sheet.printed', { time })}</p>
          <p className={styles.total}>{t('inside.sheet.total', { total: list.visits.length })}</p>
          <p>
            {t('inside.sheet.parts', { people: counts.people, maybe: counts.maybe, vehicles: counts.vehicles })}{' '}
            {t('inside.ownGateOnly')}
          </p>
        </header>
        <table>
          <thead>
            <tr>
              <th>{t('inside.sheet.present')}</th>
              <th>{t('inside.sheet.order')}</th>
              <th>{t('inside.sheet.name')}</th>
              <th>{t('inside.sheet.number')}</th>
              <th>{t('inside.sheet.phone')}</th>
              <th>{t('inside.sheet.since')}</th>
              <th>{t('inside.sheet.lane')}</th>
              <th>{t('inside.sheet.note')}</th>
            </tr>
          </thead>
          <tbody>
            {visits.map((visit, index) => (
              <tr key={visit.place}>
                <td className={styles.box}>
                  <span />
                </td>
                <td>{index + 1}</td>
                <td className={styles.name}>{visit.name ?? '—'}</td>
                <td>{visit.numberEnd}</td>
                <td>{visit.phone}</td>
                <td className={styles.since}>
                  {vietnamTime(visit.atUtcMs).slice(0, 5)} {vietnamDate(visit.atUtcMs).slice(0, 5)}
                </td>
                <td className={styles.lane}>{laneName(visit.laneId)}</td>
                <td>{noteOf(visit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <footer>
          <p>{t('inside.sheet.missing')}</p>
          <p>{t('inside.sheet.sign')}</p>
          <p>{t('inside.sheet.destroy')}</p>
        </footer>
      </article>
    </Paper>
  );
}

function namedVisit(visit: InsideList['visits'][number] | Visit): Visit {
  if ('name' in visit) return visit;
  const { maskedName, maskedNumber, ...rest } = visit;
  return { ...rest, name: maskedName, numberEnd: maskedNumber?.slice(-3) ?? null, phone: null, note: null };
}

/** By the last word, by which one is called in Vietnam; who is without a name comes last. */
function byName(one: Visit, other: Visit): number {
  if (one.name === null || other.name === null) return Number(one.name === null) - Number(other.name === null);
  return BY_NAME.compare(calledBy(one.name), calledBy(other.name)) || BY_NAME.compare(one.name, other.name);
}

function calledBy(name: string): string {
  return name.split(' ').at(-1) ?? name;
}
