/** Which role does each connection hold now, and when has it to be given back? */

import type { Role } from '../contract/roles.ts';

/** A role that nobody uses for so long is given back. */
export const IDLE_MS = 5 * 60_000;

export type EndReason = 'asked' | 'idle' | 'pin-changed';

/** One connection's. Its listeners hear whenever something of what it may do is another. */
export type Session = {
  readonly role: () => Role;
  readonly give: (role: Role) => void;
  /** It was used now. */
  readonly use: () => void;
  readonly end: (why: EndReason) => void;
  readonly listeners: Set<() => void>;
  readonly close: () => void;
};

export type SessionsOptions = {
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly idleMs: number;
  readonly onEnd: (role: Role, why: EndReason) => void;
};

export type Sessions = {
  readonly open: () => Session;
  readonly all: () => readonly Session[];
  readonly tellAll: () => void;
};

export function openSessions({ nowMs, idleMs, onEnd }: SessionsOptions): Sessions {
  const sessions = new Set<Session>();

  function tell({ listeners }: Session): void {
    for (const listener of [...listeners]) listener();
  }

  function open(): Session {
    let role: Role = 'guard';
    let usedAtMs = nowMs();
    let timer: NodeJS.Timeout | null = null;

    function stopTimer(): void {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    }
    function endIfIdle(): void {
      if (role === 'guard') return;
      const leftMs = usedAtMs + idleMs - nowMs();
      if (leftMs <= 0) {
        session.end('idle');
        return;
      }
      stopTimer();
      timer = setTimeout(endIfIdle, leftMs);
      timer.unref();
    }

    const session: Session = {
      role: () => {
        // A timer may be late; nobody is let in because of that.
        if (role !== 'guard' && nowMs() - usedAtMs >= idleMs) session.end('idle');
        return role;
      },
      give: (next) => {
        if (!sessions.has(session)) return;
        role = next;
        usedAtMs = nowMs();
        endIfIdle();
        tell(session);
      },
      use: () => {
        usedAtMs = nowMs();
      },
      end: (why) => {
        stopTimer();
        if (role === 'guard') return;
        const was = role;
        role = 'guard';
        onEnd(was, why);
        tell(session);
      },
      listeners: new Set(),
      close: () => {
        sessions.delete(session);
        session.listeners.clear();
        stopTimer();
        role = 'guard';
      },
    };
    sessions.add(session);
    return session;
  }

  return {
    open,
    all: () => [...sessions],
    tellAll: () => {
      for (const session of sessions) tell(session);
    },
  };
}
