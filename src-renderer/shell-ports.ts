/** How does a page in Electron come by a port to the core? It asks its shell; and gets another, unasked, when the core was started again. */

/** What the Electron preload script leaves on the window. */
export type GateShell = {
  readonly kind: 'electron';
  readonly requestPort: () => void;
  /** Says that the page lives; see shell-beat.ts. */
  readonly beat: () => void;
  /** Of the shell's own page, when the gate is out of order. */
  readonly tryAgain: () => void;
  /** Resolves when the page may change again. */
  readonly print: () => Promise<void>;
  /** How many the system has. */
  readonly countPrinters: () => Promise<number>;
};
declare global {
  interface Window {
    readonly gateShell?: GateShell;
  }
}

export type ShellPorts = {
  /** The newest that nobody has taken, or the one that is asked for now; `null` when none came in time. */
  readonly next: (withinMs: number) => Promise<MessagePort | null>;
  readonly hasNewer: () => boolean;
};

/** `onNewer`: a port has come, so that the one before leads nowhere any more. */
export function hearShellPorts(window: Window, shell: GateShell, onNewer: () => void): ShellPorts {
  let waiting: MessagePort | null = null;
  let onArrived: (() => void) | null = null;
  window.addEventListener('message', (event) => {
    const port = event.data === 'gate-port' && event.source === window ? event.ports[0] : undefined;
    if (port === undefined) return;
    waiting?.close();
    waiting = port;
    onArrived?.();
    onNewer();
  });
  return {
    hasNewer: () => waiting !== null,
    next: async (withinMs) => {
      if (waiting === null) {
        const arrived = new Promise<void>((resolve) => {
          onArrived = resolve;
        });
        shell.requestPort();
        await Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, withinMs))]);
        onArrived = null;
      }
      return takeWaiting();
    },
  };

  function takeWaiting(): MessagePort | null {
    const port = waiting;
    waiting = null;
    return port;
  }
}
