/** Which parts has a page, and which of them is open? Each has an address of its own. */

import type { ReactElement } from 'react';
import { hrefOf } from '../place.ts';
import type { RouteName } from '../routes.ts';
import styles from './tab-links.module.css';

export type TabLink = {
  /** After the page's own name; `''` is its beginning. */
  readonly part: string;
  readonly text: string;
};
export type TabLinksProps = {
  readonly page: RouteName;
  /** Read out before them. */
  readonly label: string;
  readonly open: string;
  readonly tabs: readonly TabLink[];
};

export function TabLinks({ page, label, open, tabs }: TabLinksProps): ReactElement {
  return (
    <nav className={styles.tabs} aria-label={label} data-print="never">
      {tabs.map(({ part, text }) => (
        <a
          key={part}
          href={hrefOf(page, part === '' ? [] : [part])}
          aria-current={part === open ? 'page' : undefined}
          data-testid={`tab-${part === '' ? 'first' : part}`}
        >
          {text}
        </a>
      ))}
    </nav>
  );
}
