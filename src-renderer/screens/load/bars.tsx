/** How do many counts become one picture, that is also a sentence? */

import type { ReactElement } from 'react';
import styles from './load-screen.module.css';

export type BarsProps = {
  readonly values: readonly number[];
  /** What a bar of full height stands for. */
  readonly most: number;
  /** Read out in the place of the picture. */
  readonly label: string;
  readonly isTall?: boolean;
};

const HEIGHT = 100;
const WIDTH = 10;
const GAP = 2;

export function Bars({ values, most, label, isTall = false }: BarsProps): ReactElement {
  return (
    <svg
      className={isTall ? `${styles.bars} ${styles.tall}` : styles.bars}
      viewBox={`0 0 ${values.length * WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line x1={0} x2={values.length * WIDTH} y1={HEIGHT} y2={HEIGHT} />
      {values.map((value, index) => {
        const height = value === 0 ? 0 : Math.max(2, (value / most) * HEIGHT);
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time.
        return <rect key={index} x={index * WIDTH + GAP / 2} y={HEIGHT - height} width={WIDTH - GAP} height={height} />;
      })}
    </svg>
  );
}
