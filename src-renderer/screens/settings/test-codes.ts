/** What can a reader be tried with, without anybody's card? Codes of people who do not exist. */

import type { CodeKind } from '../../../src-main/core/code/code.ts';

export type TestCode = { readonly kind: CodeKind; readonly text: string };

/** Their numbers end in 000000, as no real card's do here. Long and short ones, with letters that readers garble. */
export const TEST_CODES: readonly TestCode[] = [
  {
    kind: 'cccd',
    text: '001099000000|012345678|Nguyễn Văn A|01011999|Nam|Số 1, Phường X, Quận Y, Hà Nội|15042021',
  },
  {
    kind: 'bhyt-b',
    text: '0000000000|4e677579e1bb856e2056c4836e2041|01/01/1999|1|-|01 - C54|01/04/2021|-|01/04/2021|01000000000000|-|4| 01/01/2027|0123456789abcdef-7102|4|48c3a0204ee1bb9969|$',
  },
  { kind: 'unified', text: '001099000000|NGUYEN VAN A|1999-01-01|0|160000000000000000|<1<<0900000000' },
];
