/** When is a verdict really before the guard's eyes? Tells tests and benches, which may not guess. */

import type { ScreenVerdict } from '../gate-state.ts';

/**
 * Dispatches `gate:verdict-painted` after the frame that holds the verdict was painted: a message posted from within an
 * animation frame is handled once that frame is done. The returned function calls it off.
 */
export function tellWhenPainted({ verdict, seq, laneId }: ScreenVerdict): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const detail = { verdict, seq, laneId, paintedAtMs: performance.now() };
    window.dispatchEvent(new CustomEvent('gate:verdict-painted', { detail }));
    port1.close();
  };
  const frame = requestAnimationFrame(() => port2.postMessage(null));
  return () => {
    cancelAnimationFrame(frame);
    port1.close();
  };
}
