/** What does a reader hand over? */

import type { TextEncoding } from '../code/code.ts';
import type { ReaderKind } from '../entry/verdict.ts';

/** One frame of one reader, already text; control characters and odd forms still in it. */
export type Reading = {
  readonly laneId: string;
  readonly readerKind: ReaderKind;
  readonly text: string;
  readonly encoding: TextEncoding;
};
