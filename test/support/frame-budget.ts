/** Do frames of the camera wait for each other in a page? Counts them where they come in and where they go to. */

export type FrameBudget = {
  /** Frames that came from the camera. */
  readonly taken: number;
  /** Those that went to the workers, by the worker's name. */
  readonly sent: Readonly<Record<string, number>>;
  /** Those closed by the page itself, unseen. */
  readonly dropped: number;
  /** Older frames that were still held by the page when another came, at most. */
  readonly mostWaiting: number;
  /** Frames that a worker had and had not answered, at most. */
  readonly mostAtWorker: number;
  /** How many newer frames there were already when a frame went to a worker, at most. */
  readonly mostBehind: number;
};

declare global {
  var frameBudget: FrameBudget;
}

/** Runs in the page before its own scripts. */
export function countFrames(): void {
  const budget = {
    taken: 0,
    sent: {} as Record<string, number>,
    dropped: 0,
    mostWaiting: 0,
    mostAtWorker: 0,
    mostBehind: 0,
  };
  globalThis.frameBudget = budget;
  /** Frames that the page holds, with the number under which each came. */
  const held = new Map<VideoFrame, number>();

  const { read } = ReadableStreamDefaultReader.prototype;
  ReadableStreamDefaultReader.prototype.read = async function () {
    const result = await read.call(this);
    if (result.value instanceof VideoFrame) {
      budget.mostWaiting = Math.max(budget.mostWaiting, held.size);
      budget.taken += 1;
      held.set(result.value, budget.taken);
    }
    return result;
  };

  const { clone, close } = VideoFrame.prototype;
  VideoFrame.prototype.clone = function () {
    const copy = clone.call(this);
    held.set(copy, held.get(this) ?? 0);
    return copy;
  };
  VideoFrame.prototype.close = function () {
    if (held.delete(this)) budget.dropped += 1;
    close.call(this);
  };

  globalThis.Worker = class extends Worker {
    #unanswered = 0;
    readonly #name: string;

    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.#name = options?.name ?? '';
      // Before the page's own listener, which may send the next frame at once.
      this.addEventListener('message', ({ data }) => {
        if (data?.type !== 'ready') this.#unanswered -= 1;
      });
    }

    override postMessage(message: unknown, options?: Transferable[] | StructuredSerializeOptions): void {
      for (const frame of Array.isArray(options) ? options : []) {
        if (!(frame instanceof VideoFrame)) continue;
        this.#unanswered += 1;
        budget.sent[this.#name] = (budget.sent[this.#name] ?? 0) + 1;
        budget.mostAtWorker = Math.max(budget.mostAtWorker, this.#unanswered);
        budget.mostBehind = Math.max(budget.mostBehind, budget.taken - (held.get(frame) ?? 0));
        held.delete(frame);
      }
      super.postMessage(message, options as Transferable[]);
    }
  };
}
