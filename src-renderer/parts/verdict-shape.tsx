/** Which shape is which verdict? Six outlines that differ without any colour, even out of the corner of an eye. */

import type { ReactElement } from 'react';
import type { Verdict } from '../../src-main/core/entry/verdict.ts';

/** Draws in the colour of the text around it; as large as its box. */
export function VerdictShape({ verdict }: { readonly verdict: Verdict }): ReactElement {
  return (
    <svg aria-hidden="true" viewBox="0 0 100 100" width="100%" height="100%" data-shape={verdict}>
      {shapeOf(verdict)}
    </svg>
  );
}

function shapeOf(verdict: Verdict): ReactElement {
  switch (verdict) {
    case 'admit':
      // A full disc with the tick cut out of it.
      return (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M50 3a47 47 0 1 1 0 94 47 47 0 0 1 0-94zM28.5 45.5 21 53l21.5 21.5L80 37l-7.5-7.5-30 30z"
        />
      );
    case 'already-recorded':
      // A clock: an open ring and its hands.
      return (
        <g fill="none" stroke="currentColor" strokeWidth="10" strokeLinecap="round" strokeLinejoin="round">
          <circle cx="50" cy="50" r="42" />
          <path d="M50 25v27l17 11" />
        </g>
      );
    case 'check':
      // A triangle with an eye cut out of it.
      return (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M43.5 8.7a7.5 7.5 0 0 1 13 0l41.3 72a7.5 7.5 0 0 1-6.5 11.3H8.7a7.5 7.5 0 0 1-6.5-11.3zM24 66s9.5-17 26-17 26 17 26 17-9.5 17-26 17-26-17-26-17zM50 57.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z"
        />
      );
    case 'refuse':
      // The stop sign's octagon with a cross cut out of it.
      return (
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M31 3h38l28 28v38L69 97H31L3 69V31zM35.5 26 26 35.5 40.5 50 26 64.5l9.5 9.5L50 59.5 64.5 74l9.5-9.5L59.5 50 74 35.5 64.5 26 50 40.5z"
        />
      );
    case 'unreadable':
      // A view-finder, and a question where the code should be.
      return (
        <g fill="none" stroke="currentColor" strokeWidth="9" strokeLinecap="round" strokeLinejoin="round">
          <path d="M6 30V14a8 8 0 0 1 8-8h16M70 6h16a8 8 0 0 1 8 8v16M94 70v16a8 8 0 0 1-8 8H70M30 94H14a8 8 0 0 1-8-8V70" />
          <path d="M37 38a13 13 0 1 1 19.5 11.3C52 52 50 54.5 50 59.5M50 74.5v.1" />
        </g>
      );
    case 'out-of-order':
      // A wrench.
      return (
        <path
          fill="currentColor"
          d="M93.3 22.7 78 38l-12.6-3.4L62 22 77.3 6.7C66.5 1.3 53.2 3.3 44.4 12.1c-8.4 8.4-10.6 20.7-6.3 31.1L7.4 73.9a12.4 12.4 0 0 0 0 17.5l1.2 1.2a12.4 12.4 0 0 0 17.5 0l30.7-30.7c10.4 4.3 22.7 2.1 31.1-6.3 8.8-8.8 10.8-22.1 5.4-32.9z"
        />
      );
  }
}
