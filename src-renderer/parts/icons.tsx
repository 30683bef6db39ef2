/** What do the small signs look like? All drawn here, on a grid of 24, in the colour of the text around them. */

import type { ReactElement } from 'react';

const PATHS = {
  menu: 'M4 4.5h6v6H4zM14 4.5h6v6h-6zM4 13.5h6v6H4zM14 13.5h6v6h-6z',
  in: 'M13 4h5a2 2 0 0 1 2 2v12a2 2 0 0 1-2 2h-5M3 12h11M10 7.5l4.5 4.5-4.5 4.5',
  out: 'M11 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h5M10 12h11M16.5 7.5 21 12l-4.5 4.5',
  keyboard:
    'M4 6h16a1.5 1.5 0 0 1 1.5 1.5v9A1.5 1.5 0 0 1 20 18H4a1.5 1.5 0 0 1-1.5-1.5v-9A1.5 1.5 0 0 1 4 6zM6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8',
  settings:
    'M4 7h9M19 7h1M4 17h1M11 17h9M16 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM8 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z',
  camera:
    'M4 7.5h3l1.5-2h7l1.5 2h3A1.5 1.5 0 0 1 21.5 9v8.5a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 17.5V9A1.5 1.5 0 0 1 4 7.5zM12 9.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z',
  scanner:
    'M6 3.5h8.5a4 4 0 0 1 4 4V9a2 2 0 0 1-2 2H12l-1.5 9.5h-4L8 11H6a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 6 3.5zM21.5 5v5',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.4-4 3-6 6.5-6s6.1 2 6.5 6M16 4.5a3.2 3.2 0 0 1 0 6M18 14.5c2 .8 3.2 2.6 3.5 5.5',
  clock: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 7v5.5l3.5 2',
  disk: 'M5.5 4h13l2 9v5.5a1.5 1.5 0 0 1-1.5 1.5H5a1.5 1.5 0 0 1-1.5-1.5V13zM3.5 13h17M7.5 16.5h.01M11 16.5h.01',
  upload: 'M12 16V5M7.5 9.5 12 5l4.5 4.5M4 16v2.5A1.5 1.5 0 0 0 5.5 20h13a1.5 1.5 0 0 0 1.5-1.5V16',
  alone: 'M12 3.5 20 7v5c0 4.5-3.2 7.4-8 8.5-4.8-1.1-8-4-8-8.5V7zM9 12l2.2 2.2L15.5 10',
  muted: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a7.5 7.5 0 0 1 0 11',
  warning: 'M12 4 2.5 20h19zM12 10v4.5M12 17.3h.01',
  back: 'M19.5 12h-15M10.5 5.5 4 12l6.5 6.5',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  trash: 'M4 7h16M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5',
  refresh: 'M20 5v5h-5M4 19v-5h5M5.5 9.5A7 7 0 0 1 18.5 8.5L20 10M18.5 14.5A7 7 0 0 1 5.5 15.5L4 14',
  pass: 'M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5zM6.5 9h4v6h-4zM14 9.5h4M14 14.5h4',
  print:
    'M7 8.5v-5h10v5M7 17H4.5A1.5 1.5 0 0 1 3 15.5V10a1.5 1.5 0 0 1 1.5-1.5h15A1.5 1.5 0 0 1 21 10v5.5a1.5 1.5 0 0 1-1.5 1.5H17M7 14h10v6.5H7z',
  done: 'M4.5 12.5 10 18 19.5 7',
  close: 'M6 6l12 12M18 6 6 18',
  venue:
    'M4 20.5V6l8-3 8 3v14.5M2.5 20.5h19M9.5 20.5v-5h5v5M8.5 9h.01M12 9h.01M15.5 9h.01M8.5 12.3h.01M12 12.3h.01M15.5 12.3h.01',
  rules: 'M9 6h11M9 12h11M9 18h11M4 6l.8.8L6.3 5M4 12l.8.8L6.3 11M4 18l.8.8L6.3 17',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  screen:
    'M4 4.5h16A1.5 1.5 0 0 1 21.5 6v9.5A1.5 1.5 0 0 1 20 17H4a1.5 1.5 0 0 1-1.5-1.5V6A1.5 1.5 0 0 1 4 4.5zM9 20.5h6M12 17v3.5',
  about: 'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18zM12 11v5.5M12 7.7h.01',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside a word; it is never the only carrier of a meaning, so it is hidden from screen readers. */
export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number | string }): ReactElement {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
