/** Did a serial scanner read a setup code while somebody sets the gate up? On a lane it is a strange code like any other. */

import { SETUP_QR_PREFIX } from '../contract/setup-file.ts';
import { SETUP_CODE_PREFIX } from '../contract/upload-protocol.ts';

/** Nobody asked again for so long: the screen that listened is gone. */
export const EAR_OPEN_MS = 5_000;

export type SetupEar = {
  /** True where the code was meant for whoever sets up; it must not go to a lane then. */
  readonly takes: (text: string) => boolean;
  /** Opens it, keeps it open or closes it; hands over what was heard, once. */
  readonly listen: (isOn: boolean) => string | null;
};

export function createSetupEar(monotonicNowMs: () => number): SetupEar {
  let openUntilMs = 0;
  let heard: string | null = null;
  return {
    takes: (text) => {
      const isSetup = [SETUP_CODE_PREFIX, SETUP_QR_PREFIX].some((prefix) => text.trimStart().startsWith(prefix));
      if (!isSetup || openUntilMs <= monotonicNowMs()) return false;
      heard = text.trim();
      return true;
    },
    listen: (isOn) => {
      openUntilMs = isOn ? monotonicNowMs() + EAR_OPEN_MS : 0;
      const text = heard;
      heard = null;
      return isOn ? text : null;
    },
  };
}
