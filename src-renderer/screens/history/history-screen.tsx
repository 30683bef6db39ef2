/** Who passed, and what was said to them? The log itself, backwards, with a way to take a mistake back. */

import type { ReactElement } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../../src-main/contract/gate-api.ts';
import type { HistoryInput, HistoryItem, HistorySpan } from '../../../src-main/contract/guard-api.ts';
import { Button } from '../../parts/button.tsx';
import { SelectField } from '../../parts/fields.tsx';
import { useGate } from '../../parts/gate-context.ts';
import type { VerdictEcho } from '../../parts/page.tsx';
import { Page } from '../../parts/page.tsx';
import type { Undoable } from '../../parts/undoable.ts';
import { HistoryRow } from './history-row.tsx';
import styles from './history-screen.module.css';
import { UndoDialog } from './undo-dialog.tsx';

export type HistoryScreenProps = {
  readonly echo: VerdictEcho;
  readonly lanes: readonly LaneView[];
  readonly onClosed: () => void;
};

type Filter = Pick<HistoryInput, 'laneId' | 'verdict' | 'span'>;

const SPANS: readonly HistorySpan[] = ['quarter', 'hour', 'shift', 'today', 'all'];
const VERDICTS = ['admit', 'check', 'refuse'] as const;
const PAGE = 50;
/** Nobody waits for it at the gate: rather late than not at all. */
const READ_WITHIN_MS = 20_000;
/** So many times does the screen itself look further back for a filter that fits nobody yet. */
const LOOKS_ALONE = 5;

export function HistoryScreen({ echo, lanes, onClosed }: HistoryScreenProps): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [filter, setFilter] = useState<Filter>({ laneId: null, verdict: null, span: 'shift' });
  const [items, setItems] = useState<readonly HistoryItem[]>([]);
  const [next, setNext] = useState<number | null>(null);
  const [state, setState] = useState<'loading' | 'there' | 'no-answer'>('loading');
  const [undoing, setUndoing] = useState<Undoable | null>(null);
  const isPaged = useRef(false);
  /** An answer to an older question says nothing any more. */
  const asked = useRef(0);

  const load = useCallback(
    async (before: number | null): Promise<void> => {
      let from = before;
      asked.current += 1;
      const question = asked.current;
      for (let look = 1; ; look += 1) {
        const answer = await gate.ask(
          (client) => client.listHistory({ ...filter, before: from, limit: PAGE }),
          READ_WITHIN_MS,
        );
        if (question !== asked.current) return;
        if (answer.type !== 'answered') return setState('no-answer');
        const page = answer.value;
        if (page.items.length === 0 && page.next !== null && look < LOOKS_ALONE) {
          from = page.next;
          continue;
        }
        isPaged.current = before !== null;
        setItems((shown) => (before === null ? page.items : [...shown, ...page.items]));
        setNext(page.next);
        return setState('there');
      }
    },
    [gate, filter],
  );

  // Whoever passes meanwhile is on the list at once, unless the guard has paged back and reads there.
  const newest = echo.verdict?.key ?? 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says that there is something new to load.
  useEffect(() => {
    if (!isPaged.current) void load(null);
  }, [load, newest]);

  function change(part: Partial<Filter>): void {
    isPaged.current = false;
    setState('loading');
    setFilter({ ...filter, ...part });
  }

  const laneName = (laneId: string): string | null =>
    lanes.length > 1 ? (lanes.find(({ id }) => id === laneId)?.name ?? laneId) : null;

  return (
    <Page name="history" title={t('history.title')} echo={echo} onClosed={onClosed}>
      <div className={styles.filters}>
        <fieldset className={styles.spans}>
          <legend className="visually-hidden">{t('history.span.label')}</legend>
          {SPANS.map((span) => (
            <Button
              key={span}
              weight={filter.span === span ? 'main' : 'plain'}
              aria-pressed={filter.span === span}
              data-testid={`span-${span}`}
              onClick={() => change({ span })}
            >
              {t(`history.span.${span}`)}
            </Button>
          ))}
        </fieldset>
        <div className={styles.selects}>
          <SelectField
            label={t('history.verdict')}
            value={filter.verdict ?? ''}
            data-testid="history-verdict"
            onChoice={(value) => change({ verdict: VERDICTS.find((verdict) => verdict === value) ?? null })}
          >
            <option value="">{t('history.all')}</option>
            {VERDICTS.map((verdict) => (
              <option key={verdict} value={verdict}>
                {t(`history.said.${verdict}`)}
              </option>
            ))}
          </SelectField>
          {lanes.length === 1 ? null : (
            <SelectField
              label={t('history.lane')}
              value={filter.laneId ?? ''}
              onChoice={(value) => change({ laneId: value === '' ? null : value })}
            >
              <option value="">{t('history.all')}</option>
              {lanes.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          )}
        </div>
      </div>
      <p role="status" className={state === 'there' && items.length > 0 ? 'visually-hidden' : styles.note}>
        {state === 'there'
          ? t(items.length > 0 ? 'history.shown' : next === null ? 'history.none' : 'history.noneYet', {
              total: items.length,
            })
          : t(state === 'loading' ? 'history.loading' : 'history.noAnswer')}
      </p>
      <ol className={styles.list} data-testid="history-list">
        {items.map((item) => (
          <HistoryRow key={item.place} item={item} laneName={laneName(item.laneId)} onUndo={() => setUndoing(item)} />
        ))}
      </ol>
      {next === null ? null : (
        <Button isLarge icon="history" data-testid="history-more" onClick={() => void load(next)}>
          {t('history.more')}
        </Button>
      )}
      {undoing === null ? null : (
        <UndoDialog
          what={undoing}
          laneName={laneName(undoing.laneId)}
          onClosed={() => {
            setUndoing(null);
            void load(null);
          }}
        />
      )}
    </Page>
  );
}
