/** Who is inside now? The number at a glance, where they came in, and the list that is carried out in a fire. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { EvacuationList, InsideCounts, InsideList } from '../../../src-main/contract/guard-api.ts';
import type { Tally } from '../../../src-main/core/entry/tally.ts';
import { Button, SureButton } from '../../parts/button.tsx';
import { useGate } from '../../parts/gate-context.ts';
import { groupedNumber } from '../../parts/grouped-number.ts';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import { printPage } from '../../parts/print-page.ts';
import { vietnamDate, vietnamTime } from '../../parts/vietnam-time.ts';
import { EvacuationSheet } from './evacuation-sheet.tsx';
import styles from './inside-screen.module.css';

export type InsideScreenProps = {
  readonly echo: VerdictEcho;
  readonly lanes: readonly LaneView[];
  readonly venueName: string;
  /** Whatever changes the counts of the day may change who is inside. */
  readonly tally: Tally;
  readonly onClosed: () => void;
};

/** A long list takes a moment; in an emergency nobody presses a second time. */
const LIST_WITHIN_MS = 20_000;
/** More rows than that help nobody on a screen; paper has them all. */
const MOST_ROWS = 200;

export function InsideScreen({ echo, lanes, venueName, tally, onClosed }: InsideScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [list, setList] = useState<InsideList | null>(null);
  const [paper, setPaper] = useState<InsideList | EvacuationList | null>(null);
  const [hasTrouble, setHasTrouble] = useState(false);

  const load = useCallback(async (): Promise<void> => {
    const answer = await gate.ask((client) => client.whoIsInside(), LIST_WITHIN_MS);
    setHasTrouble(answer.type !== 'answered');
    if (answer.type === 'answered') setList(answer.value);
  }, [gate]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts of the day say that somebody passed.
  useEffect(() => void load(), [load, tally]);

  // Printed once the sheet stands in the page.
  useEffect(() => {
    if (paper !== null) void printPage();
  }, [paper]);

  async function printFull(): Promise<void> {
    const answer = await gate.ask((client) => client.listForEvacuation(), LIST_WITHIN_MS);
    setHasTrouble(answer.type !== 'answered');
    if (answer.type === 'answered') setPaper(answer.value);
  }

  const laneName = (laneId: string): string => lanes.find(({ id }) => id === laneId)?.name ?? laneId;

  return (
    <Page name="inside" title={t('inside.title')} echo={echo} onClosed={onClosed}>
      <p role="alert" className={hasTrouble ? styles.wrong : styles.calm}>
        {hasTrouble ? t('inside.noAnswer') : null}
      </p>
      {list === null ? null : (
        <>
          <div className={styles.top}>
            <Counts counts={list.counts} laneName={laneName} />
            <div className={styles.prints}>
              <SureButton
                isLarge
                weight="grave"
                icon="print"
                sure={t('inside.printFullSure')}
                data-testid="print-evacuation"
                onSure={() => void printFull()}
              >
                {t('inside.printFull')}
              </SureButton>
              <p className={styles.hint}>{t('inside.printFullHint')}</p>
              <Button isLarge icon="print" data-testid="print-masked" onClick={() => setPaper({ ...list })}>
                {t('inside.printMasked')}
              </Button>
            </div>
          </div>
          <Rows list={list} laneName={lanes.length > 1 ? laneName : null} />
        </>
      )}
      {paper === null ? null : <EvacuationSheet list={paper} venueName={venueName} laneName={laneName} />}
    </Page>
  );
}

type CountsProps = { readonly counts: InsideCounts; readonly laneName: (laneId: string) => string };

function Counts({ counts, laneName }: CountsProps): ReactElement {
  const { t, i18n } = useTranslation();
  const { people, maybe, vehicles, closedByRule, strayOuts, closeAfterHours } = counts;
  return (
    <section className={styles.counts} aria-label={t('inside.title')}>
      <p className={styles.total} data-testid="inside-total">
        <strong>{groupedNumber(people, i18n.language)}</strong> <span>{t('inside.people')}</span>
      </p>
      <ul className={styles.parts}>
        {maybe === 0 ? null : <li data-kind="maybe">{t('inside.maybe', { total: maybe })}</li>}
        {vehicles === 0 ? null : <li>{t('inside.vehicles', { total: vehicles })}</li>}
        {counts.byGroup.map(({ group, count }) =>
          count === 0 || group === 'vehicle' ? null : (
            <li key={group}>{t(`inside.group.${group}`, { total: count })}</li>
          ),
        )}
        {counts.byLane.length < 2
          ? null
          : counts.byLane.map(({ laneId, count }) => (
              <li key={laneId}>{t('inside.atLane', { lane: laneName(laneId), total: count })}</li>
            ))}
      </ul>
      <p className={styles.hint}>
        {t('inside.ownGateOnly')}
        {closedByRule === 0 ? null : ` ${t('inside.closed', { total: closedByRule, hours: closeAfterHours })}`}
        {strayOuts === 0 ? null : ` ${t('inside.strayOuts', { total: strayOuts })}`}
      </p>
    </section>
  );
}

type RowsProps = { readonly list: InsideList; readonly laneName: ((laneId: string) => string) | null };

function Rows({ list, laneName }: RowsProps): ReactElement {
  const { t } = useTranslation();
  if (list.visits.length === 0) return <p className={styles.none}>{t('inside.nobody')}</p>;
  return (
    <>
      <ul className={styles.rows} data-testid="inside-list">
        {list.visits.slice(0, MOST_ROWS).map(({ place, group, certainty, atUtcMs, laneId, ...visit }) => (
          <li key={place}>
            <span className={styles.name}>
              <strong>{group === 'vehicle' ? t('vehicle.one') : (visit.maskedName ?? t('shown.noName'))}</strong>
              {visit.maskedNumber === null ? null : <span>{visit.maskedNumber}</span>}
            </span>
            <span className={styles.since}>
              {certainty === 'maybe' ? <b>{t('inside.isMaybe')}</b> : null}
              {group === 'manual' ? <b>{t('kind.manual')}</b> : null}
              {laneName === null ? null : <span>{laneName(laneId)}</span>}
              <span>
                {vietnamTime(atUtcMs).slice(0, 5)} {vietnamDate(atUtcMs).slice(0, 5)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {list.visits.length <= MOST_ROWS ? null : (
        <p className={styles.hint}>{t('inside.moreOnPaper', { total: list.visits.length - MOST_ROWS })}</p>
      )}
    </>
  );
}
