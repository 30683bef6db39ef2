/** When does the screen hear how the gate is? Soon after any change, and every few seconds. */

/** How often disk and clock are looked at, and how soon after a change the status strip hears of it. */
const LOOK_EVERY_MS = 5_000;
const SETTLE_MS = 200;

export type StatusTicker = {
  /** Something changed; many changes in a row are told once. */
  readonly noteChange: () => void;
  /** Free space in the data folder at the last look, in bytes; `null` = not known. */
  readonly freeBytes: () => number | null;
  readonly close: () => void;
};

/** Looks by itself where `isRepeating`; nothing is told after `close`, however late a look ends. */
export function startStatusTicker(options: {
  readonly readFreeBytes: () => Promise<number | null>;
  readonly isRepeating: boolean;
  readonly tell: () => void;
}): StatusTicker {
  let freeBytes: number | null = null;
  let settling: NodeJS.Timeout | null = null;
  let isClosed = false;

  function noteChange(): void {
    if (isClosed) return;
    settling ??= setTimeout(() => {
      settling = null;
      options.tell();
    }, SETTLE_MS);
  }

  function look(): void {
    void options.readFreeBytes().then((bytes) => {
      freeBytes = bytes;
      noteChange();
    });
  }

  look();
  const repeating = options.isRepeating ? setInterval(look, LOOK_EVERY_MS) : null;
  return {
    noteChange,
    freeBytes: () => freeBytes,
    close: () => {
      isClosed = true;
      if (settling !== null) clearTimeout(settling);
      if (repeating !== null) clearInterval(repeating);
    },
  };
}
