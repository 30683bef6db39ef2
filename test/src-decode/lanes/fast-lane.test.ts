/** Does every frame get a look, and every second one the thorough kind? */

import { expect, it } from 'vitest';
import type { Look } from '../../../src-decode/engines/zxing-wasm.ts';
import { createFastLane } from '../../../src-decode/lanes/fast-lane.ts';

const grey = { data: new Uint8Array(1), width: 1, height: 1 };

it('looks at the first frame halved as well, and then at every second one', () => {
  const asked: Look[] = [];
  const lane = createFastLane({
    look: (_grey, look) => {
      asked.push(look);
      return { symbol: null, failed: [] };
    },
  });
  for (let frame = 0; frame < 5; frame += 1) expect(lane.decode(grey, frame)).toBeNull();
  expect(asked.map(({ isHalved }) => isHalved)).toEqual([true, false, true, false, true]);
});

it('hands over what was read, on either kind of frame', () => {
  const symbol = { bytes: Uint8Array.of(1), declaredText: null };
  const lane = createFastLane({ look: () => ({ symbol, failed: [] }) });
  expect([lane.decode(grey, 0), lane.decode(grey, 1)]).toEqual([symbol, symbol]);
});
