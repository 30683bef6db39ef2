/** Which calls give figures, and who may make them? */

import { call } from './console-call.ts';
import { unitFiguresAnswer, unitFiguresInput, venueFiguresAnswer, venueFiguresInput } from './figures-api.ts';

export const figuresCalls = {
  'figures.unit': call({
    kind: 'read',
    who: ['viewer', 'officer', 'operator'],
    scope: 'figures:read',
    input: unitFiguresInput,
    output: unitFiguresAnswer,
  }),
  /** One venue, gate by gate. */
  'figures.venue': call({
    kind: 'read',
    who: ['viewer', 'officer', 'operator'],
    scope: 'figures:read',
    input: venueFiguresInput,
    output: venueFiguresAnswer,
  }),
} as const;
