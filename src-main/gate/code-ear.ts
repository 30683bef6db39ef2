/** Did a serial scanner read a code that is meant for the open page, and not for a lane? */

/** Nobody asked again for so long: the screen that listened is gone. */
export const EAR_OPEN_MS = 5_000;

export type CodeEar = {
  /** True where the code was meant for the page; it must not go to a lane then. */
  readonly takes: (text: string) => boolean;
  /** Opens it, keeps it open or closes it; hands over what was heard, once. */
  readonly listen: (isOn: boolean) => string | null;
};

export function createCodeEar(isMeant: (text: string) => boolean, monotonicNowMs: () => number): CodeEar {
  let openUntilMs = 0;
  let heard: string | null = null;
  return {
    takes: (text) => {
      if (openUntilMs <= monotonicNowMs() || !isMeant(text)) return false;
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
