/** Which event is next on the virtual clock? */

export type EventQueue<E> = {
  readonly push: (atMs: number, event: E) => void;
  /** The earliest; of two at the same instant, the one that was put in first. */
  readonly pop: () => { readonly atMs: number; readonly event: E } | null;
};

type Slot<E> = { readonly atMs: number; readonly order: number; readonly event: E };

/** A binary heap. */
export function openEventQueue<E>(): EventQueue<E> {
  const heap: Slot<E>[] = [];
  let pushed = 0;

  function isBefore(left: Slot<E>, right: Slot<E>): boolean {
    return left.atMs < right.atMs || (left.atMs === right.atMs && left.order < right.order);
  }

  function sink(slot: Slot<E>): void {
    let at = 0;
    for (;;) {
      const child = 2 * at + 1;
      const [left, right] = [heap[child], heap[child + 1]];
      if (left === undefined) break;
      const isRight = right !== undefined && isBefore(right, left);
      const least = isRight ? right : left;
      if (!isBefore(least, slot)) break;
      heap[at] = least;
      at = isRight ? child + 1 : child;
    }
    heap[at] = slot;
  }

  return {
    push: (atMs, event) => {
      const slot = { atMs, order: pushed, event };
      pushed += 1;
      let at = heap.length;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        const above = heap[parent];
        if (above === undefined || !isBefore(slot, above)) break;
        heap[at] = above;
        at = parent;
      }
      heap[at] = slot;
    },
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return null;
      if (first !== last) sink(last);
      return { atMs: first.atMs, event: first.event };
    },
  };
}
