/** What invites people to scan, at a lane without a camera? A card before a reader, drawn here. */

import type { ReactElement } from 'react';
import styles from './ready-picture.module.css';

export function ReadyPicture(): ReactElement {
  return (
    <svg aria-hidden="true" className={styles.picture} viewBox="0 0 420 260">
      <rect className={styles.shadow} x="76" y="228" width="268" height="14" rx="7" />
      <g className={styles.card}>
        <rect className={styles.paper} x="90" y="40" width="240" height="152" rx="16" />
        <rect className={styles.line} x="112" y="66" width="74" height="10" rx="5" />
        <rect className={styles.line} x="112" y="88" width="52" height="10" rx="5" />
        <rect className={styles.line} x="112" y="152" width="66" height="10" rx="5" />
        <circle className={styles.line} cx="131" cy="126" r="13" />
        <path
          className={styles.code}
          fillRule="evenodd"
          d="M212 62h36v36h-36zm10 10v16h16V72zM272 62h36v36h-36zm10 10v16h16V72zM212 122h36v36h-36zm10 10v16h16v-16zM254 62h12v12h-12zM254 84h12v20h-12zM212 104h18v12h-18zM238 104h14v12h-14zM262 110h14v14h-14zM284 104h24v12h-24zM254 130h12v28h-12zM274 132h14v12h-14zM294 124h14v20h-14zM274 150h34v8h-34z"
        />
      </g>
      <path
        className={styles.finder}
        d="M60 70V34a18 18 0 0 1 18-18h36M306 16h36a18 18 0 0 1 18 18v36M360 162v36a18 18 0 0 1-18 18h-36M114 216H78a18 18 0 0 1-18-18v-36"
      />
      <path className={styles.beam} d="M48 116h324" />
    </svg>
  );
}
