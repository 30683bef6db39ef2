/** Is there a code in this picture that can be read at once? Asked of every frame of the camera, so it must cost little. */

import type { Look, Zxing } from '../engines/zxing-wasm.ts';
import { PLAIN_LOOK } from '../engines/zxing-wasm.ts';
import type { FrameDecoder } from './hard-lane.ts';

const QUICK_LOOK: Look = { ...PLAIN_LOOK, isHalved: false };

/**
 * For pictures one after another. Looking at the picture halved as well reads a few more, with coarse noise, and costs half
 * as much again: every second picture gets it, the first one among them. A code that only it reads waits one frame.
 */
export function createFastLane(zxing: Pick<Zxing, 'look'>): FrameDecoder {
  let isNextHalved = true;
  return {
    decode: (grey) => {
      const asked = isNextHalved ? PLAIN_LOOK : QUICK_LOOK;
      isNextHalved = !isNextHalved;
      return zxing.look(grey, asked).symbol;
    },
  };
}
