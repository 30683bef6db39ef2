/** What are the figures of one unit or venue on one day, large, each with what it means? */

import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FiguresLine } from '../../../src-collector/contract/figures-api.ts';
import { DefinedFigure } from '../../parts/defined-figure.tsx';
import { useSay } from '../../parts/use-say.ts';
import styles from './figures.module.css';
import { usePersonsWords } from './persons-words.ts';

export type FiguresSummaryProps = {
  readonly total: FiguresLine;
  /** How many of its parts were silent; `null` where it has none that could be. */
  readonly silent: number | null;
  /** A venue is registered once: what counts in it are its gates. */
  readonly isVenue: boolean;
  readonly isToday: boolean;
};

export function FiguresSummary({ total, silent, isVenue, isToday }: FiguresSummaryProps): ReactElement {
  const { t } = useTranslation();
  const say = useSay();
  const persons = usePersonsWords();
  const { scans, meanScans, refused, manualShare, newVenues } = total;
  const [active, registered] = isVenue
    ? [total.activeGates, total.registeredGates]
    : [total.activeVenues, total.registeredVenues];
  const what = isVenue ? 'gates' : 'venues';
  function besideScans(): string {
    if (meanScans === 0) return t('figures.noMean');
    // A day that is not over is no day to be compared.
    if (isToday) return t('figures.untilNow', { mean: say.count(meanScans) });
    return t('figures.besideMean', { change: say.change(scans / meanScans - 1), mean: say.count(meanScans) });
  }

  return (
    <>
      <ul className={styles.large}>
        <DefinedFigure
          isLarge
          name="scans"
          label={t('figures.name.scans')}
          value={say.count(scans)}
          beside={besideScans()}
          meaning={t('figures.meaning.scans')}
        />
        <DefinedFigure
          isLarge
          name="persons"
          label={t('figures.name.persons')}
          value={persons.value(total.persons)}
          beside={persons.how(total.persons)}
          meaning={t('figures.meaning.persons')}
        />
        <DefinedFigure
          isLarge
          name="active"
          label={t(`figures.active.${what}`)}
          value={say.count(active)}
          beside={t(`figures.ofRegistered.${what}`, {
            registered: say.count(registered),
            share: say.share(registered === 0 ? null : active / registered),
          })}
          share={registered === 0 ? 0 : Math.min(1, active / registered)}
          meaning={t('figures.meaning.active')}
        />
      </ul>
      <ul className={styles.small}>
        <DefinedFigure
          name="registered"
          label={t(`figures.registered.${what}`)}
          value={say.count(registered)}
          beside={
            isVenue
              ? null
              : t('figures.gatesActive', {
                  active: say.count(total.activeGates),
                  gates: say.count(total.registeredGates),
                })
          }
          meaning={t('figures.meaning.registered')}
        />
        {isVenue ? null : (
          <DefinedFigure
            name="new"
            label={t('figures.name.new')}
            value={say.count(newVenues)}
            meaning={t('figures.meaning.new')}
          />
        )}
        {silent === null ? null : (
          <DefinedFigure
            name="silent"
            label={t('figures.name.silent')}
            value={say.count(silent)}
            beside={silent === 0 ? t('figures.noneSilent') : t('figures.namedBelow')}
            isMarked={silent > 0}
            meaning={t('figures.meaning.silent')}
          />
        )}
        <DefinedFigure
          name="mean"
          label={t('figures.name.mean')}
          value={say.count(meanScans)}
          beside={t('figures.scansADay')}
          meaning={t('figures.meaning.mean')}
        />
        <DefinedFigure
          name="refused"
          label={t('figures.name.refused')}
          value={say.count(refused)}
          beside={scans === 0 ? null : t('figures.ofScans', { share: say.share(refused / scans) })}
          meaning={t('figures.meaning.refused')}
        />
        <DefinedFigure
          name="manual"
          label={t('figures.name.manual')}
          value={say.share(manualShare)}
          beside={
            manualShare === null
              ? null
              : t('figures.scansOf', { count: Math.round(manualShare * scans), n: say.count(manualShare * scans) })
          }
          meaning={t('figures.meaning.manual')}
        />
      </ul>
    </>
  );
}
