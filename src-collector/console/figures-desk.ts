/** Who is given which unit's figures? */

import { isWithin } from '../contract/unit-path.ts';
import { unitFigures } from '../figures/unit-figures.ts';
import { venueFigures } from '../figures/venue-figures.ts';
import type { Handlers } from './caller.ts';
import { done, refuse } from './caller.ts';
import type { DeskTools } from './desk.ts';

export function figuresDesk({ database }: DeskTools): Handlers<'figures.unit' | 'figures.venue'> {
  return {
    'figures.unit': async (caller, input) =>
      isWithin(input.unit, caller.unit) ? done(await unitFigures(database, input)) : refuse(403, 'beyond-unit'),

    'figures.venue': async (caller, input) => {
      if (!isWithin(input.unit, caller.unit)) return refuse(403, 'beyond-unit');
      const figures = await venueFigures(database, input);
      return figures === null ? refuse(404, 'unknown-venue') : done(figures);
    },
  };
}
