/** Which way are people going through this lane now? Two large buttons, one of them pressed. */

import type { ReactElement } from 'react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LaneView } from '../../src-main/contract/gate-api.ts';
import type { Direction } from '../../src-main/core/entry/verdict.ts';
import styles from './direction-switch.module.css';
import { useGate } from './gate-context.ts';
import { Icon } from './icons.tsx';

const DIRECTIONS: readonly Direction[] = ['in', 'out'];

export function DirectionSwitch({ lane }: { readonly lane: LaneView }): ReactElement {
  const { t } = useTranslation();
  const gate = useGate();
  const [hasFailed, setHasFailed] = useState(false);

  async function turn(direction: Direction): Promise<void> {
    const answer = await gate.ask((client) => client.setDirection({ laneId: lane.id, direction }));
    setHasFailed(answer.type !== 'answered' || answer.value.type === 'unknown-lane');
  }

  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">
        {t('direction.label')}, {lane.name}
      </legend>
      {DIRECTIONS.map((direction) => (
        <button
          key={direction}
          type="button"
          className={styles.choice}
          aria-pressed={lane.direction === direction}
          data-testid={`direction-${direction}`}
          onClick={() => void turn(direction)}
        >
          <Icon name={direction} size="1.35em" />
          {t(`direction.${direction}`)}
        </button>
      ))}
      {hasFailed ? (
        <p role="alert" className={styles.failed}>
          {t('direction.failed')}
        </p>
      ) : null}
    </fieldset>
  );
}
