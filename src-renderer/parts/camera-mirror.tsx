/** What does a lane's camera see, for whoever stands before another page? The same picture once more; no camera is opened. */

import type { ReactElement } from 'react';
import { useEffect, useRef } from 'react';

const LOOK_AGAIN_MS = 400;

export function CameraMirror({ readerId, label }: { readonly readerId: string; readonly label: string }): ReactElement {
  const mirror = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const look = (): void => {
      const source = document.querySelector<HTMLVideoElement>(`[data-camera-of="${CSS.escape(readerId)}"] video`);
      const shown = mirror.current;
      if (shown === null || shown.srcObject === (source?.srcObject ?? null)) return;
      shown.srcObject = source?.srcObject ?? null;
      // A stream that ended this moment cannot be played; the next look finds the new one.
      if (shown.srcObject !== null) void shown.play().catch(() => undefined);
    };
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [readerId]);
  return <video ref={mirror} aria-label={label} muted playsInline />;
}
