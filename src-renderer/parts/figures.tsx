/** How do numbers stand still while they change? Each digit in a cell of one width; the typeface has no tabular figures. */

import type { ReactElement } from 'react';
import styles from './figures.module.css';

/** For a clock, a count, a column of numbers. In the page it is still one text: `16:39:46`. */
export function Figures({ children }: { readonly children: string }): ReactElement {
  return (
    <span className={styles.figures}>
      {[...children].map((letter, index) =>
        /\d/.test(letter) ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a digit is nothing but its place
          <span key={index} className={styles.digit}>
            {letter}
          </span>
        ) : (
          letter
        ),
      )}
    </span>
  );
}
