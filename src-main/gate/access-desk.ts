/** Who may do what at this gate now? PINs, the wait after wrong ones, and the roles of the connections. */

import type {
  AccessState,
  AuditActor,
  PinRole,
  RemovePinAnswer,
  RemovePinInput,
  SetPinAnswer,
  SetPinInput,
  UnlockAnswer,
} from '../contract/access-api.ts';
import { CANNOT_NOTE } from '../contract/access-api.ts';
import type { Caller } from '../contract/caller.ts';
import type { CallName, Role } from '../contract/roles.ts';
import { CALL_ROLES, mayDo } from '../contract/roles.ts';
import { lockOutAtStart, nextLockOut, triesLeft, waitLeftMs } from '../core/access/lock-out.ts';
import { pinFault } from '../core/access/pin.ts';
import type { PinHash } from '../vault/pin-hash.ts';
import { hashPin, isPin } from '../vault/pin-hash.ts';
import type { Access, AccessFile, ReadAccess } from './access-file.ts';
import type { AuditDesk } from './audit-desk.ts';
import type { Session } from './caller-sessions.ts';
import { IDLE_MS, openSessions } from './caller-sessions.ts';

/** Their desk notes what is done, by its own word and with its reason: one line a deed. Steps of an import are part of it. */
export const NOTED_BY_DESK: ReadonlySet<CallName> = new Set([
  'setPin',
  'removePin',
  'saveSettings',
  'applySetup',
  'revealEntry',
  'writeExport',
  'writeFullExport',
  'writeSubjectFile',
  'exportSubject',
  'eraseSubject',
  'openPerson',
  'exportRoster',
  'beginImport',
  'previewImport',
  'importRoster',
  'cancelImport',
  'makeLeaveBadge',
  'removeLeaveBadge',
]);

/** A screen makes them by itself, over and over: nobody is there who does something, and nobody is kept in by them. */
export const BACKGROUND: ReadonlySet<CallName> = new Set(['hearSetupCode', 'linkState', 'sendImportPiece']);

export type AccessDesk = {
  readonly openCaller: () => Caller;
  /** Whose PIN this is, by the one count of wrong ones that there is; `nobody` where none is set, so that any would do. */
  readonly provePin: (pin: string) => Promise<ProvenPin>;
  readonly protection: () => AccessState['protection'];
};

export type ProvenPin = { readonly type: 'proven'; readonly role: PinRole } | { readonly type: 'nobody' } | Refused;

export type AccessDeskOptions = {
  readonly file: AccessFile;
  /** Monotonic: a changed wall clock shortens no wait. */
  readonly nowMs: () => number;
  readonly audit: Pick<AuditDesk, 'note' | 'noteFirst' | 'runAs'>;
  readonly idleMs?: number | undefined;
  /** For tests, which set many. */
  readonly hash?: (pin: string) => Promise<PinHash>;
};

type Refused = Extract<UnlockAnswer, { type: 'wrong' | 'waiting' | 'unreadable' }>;

/** One PIN is looked at at a time, and none while somebody has to wait; scanning never does. */
export function openAccessDesk(options: AccessDeskOptions): AccessDesk {
  const { file, nowMs, audit, idleMs = IDLE_MS, hash = hashPin } = options;
  const sessions = openSessions({
    nowMs,
    idleMs,
    onEnd: (role, why) => {
      if (role !== 'guard') audit.runAs(role, () => audit.note('locked', { role, why }));
    },
  });
  const first = file.look();
  let lockOut = lockOutAtStart(first.type === 'read' ? first.access.failures : 0, nowMs());
  let lastSeen = seenOf(first);
  let lastPinWork: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lastPinWork.then(work);
    lastPinWork = done.catch(() => undefined);
    return done;
  }

  /** What the file says now; the command line may have taken it away. */
  function access(): ReadAccess {
    const read = file.look();
    const seen = seenOf(read);
    if (seen === lastSeen) return read;
    lastSeen = seen;
    if (read.type !== 'read') {
      lockOut = lockOutAtStart(0, nowMs());
      for (const session of sessions.all()) session.end('pin-changed');
    }
    sessions.tellAll();
    return read;
  }

  function roleOf(session: Session): Role {
    const { type } = access();
    return type === 'none' ? 'administrator' : session.role();
  }

  function actorOf(session: Session): AuditActor {
    return access().type === 'none' ? 'anybody' : session.role();
  }

  /** Whoever holds this role by a PIN that is none any more. */
  function endOthers(role: PinRole, but: Session): void {
    for (const session of sessions.all()) {
      if (session !== but && session.role() === role) session.end('pin-changed');
    }
  }

  function mustWait(): Refused | null {
    const waitMs = waitLeftMs(lockOut, nowMs());
    return waitMs > 0 ? { type: 'waiting', waitMs } : null;
  }

  async function wrong(role: PinRole | 'any'): Promise<Refused> {
    lockOut = nextLockOut(lockOut, { type: 'wrong' }, nowMs());
    await keepFailures();
    audit.note('unlock-failed', { role, failures: lockOut.failures });
    const waitMs = waitLeftMs(lockOut, nowMs());
    if (waitMs > 0) {
      audit.note('locked-out', { seconds: Math.ceil(waitMs / 1_000) });
      sessions.tellAll();
    }
    return { type: 'wrong', triesLeft: triesLeft(lockOut, nowMs()), waitMs };
  }

  async function right(role: PinRole): Promise<void> {
    if (role !== 'administrator' || lockOut.failures === 0) return;
    lockOut = nextLockOut(lockOut, { type: 'right' }, nowMs());
    await keepFailures();
  }

  /** A disk that refuses makes the wait no shorter; only a restart then forgets it. */
  async function keepFailures(): Promise<void> {
    const read = file.look();
    if (read.type === 'read') await file.keep({ ...read.access, failures: lockOut.failures });
  }

  async function provePin(pin: string): Promise<ProvenPin> {
    const read = access();
    if (read.type === 'none') return { type: 'nobody' };
    if (read.type === 'unreadable') return { type: 'unreadable' };
    const refused = mustWait();
    if (refused !== null) return refused;
    // Both, whichever it is: how long it took says nothing.
    const isAdministrator = await isPin(pin, read.access.administrator);
    const isSupervisor = read.access.supervisor !== null && (await isPin(pin, read.access.supervisor));
    if (!isAdministrator && !isSupervisor) return await wrong('any');
    const role = isAdministrator ? 'administrator' : 'supervisor';
    await right(role);
    return { type: 'proven', role };
  }

  async function unlock(session: Session, pin: string): Promise<UnlockAnswer> {
    const proven = await provePin(pin);
    if (proven.type === 'nobody') return { type: 'unlocked', role: 'administrator' };
    if (proven.type !== 'proven') return proven;
    const { role } = proven;
    session.give(role);
    audit.runAs(role, () => audit.note('unlocked', { role }));
    return { type: 'unlocked', role };
  }

  /** `null` where this is the PIN of that role; nobody may try one here more often than at the lock itself. */
  async function disproved(role: PinRole, pin: string | null, known: Access): Promise<Refused | null> {
    const refused = mustWait();
    if (refused !== null) return refused;
    const kept = known[role];
    if (pin === null || kept === null || !(await isPin(pin, kept))) return await wrong(role);
    await right(role);
    return null;
  }

  async function setPin(session: Session, { role, pin, oldPin }: SetPinInput): Promise<SetPinAnswer> {
    const fault = pinFault(pin);
    if (fault !== null) return { type: 'refused', reason: fault };
    const read = access();
    if (read.type === 'unreadable') return { type: 'unreadable' };
    if (read.type === 'none') {
      if (role === 'supervisor') return { type: 'refused', reason: 'administrator-first' };
      return await keepPin(session, role, { administrator: await hash(pin), supervisor: null, failures: 0 });
    }
    const isByAdministrator = session.role() === 'administrator';
    if (role === 'administrator' || !isByAdministrator) {
      const refused = await disproved(role, oldPin, read.access);
      if (refused !== null) return refused;
    }
    const other = role === 'administrator' ? read.access.supervisor : read.access.administrator;
    if (other !== null && (await isPin(pin, other))) {
      // A supervisor could else find the administrator's PIN by trying to set it.
      if (!isByAdministrator) await wrong('administrator');
      return { type: 'refused', reason: 'taken' };
    }
    const next = { ...read.access, failures: lockOut.failures, [role]: await hash(pin) };
    return await keepPin(session, role, next);
  }

  async function keepPin(session: Session, role: PinRole, next: Access): Promise<SetPinAnswer> {
    if (!audit.noteFirst('pin-set', { role })) return { type: 'refused', reason: CANNOT_NOTE };
    // Who sets the first one knows it: there is no need to ask. Before it holds, so that this screen is not locked for a moment.
    if (access().type === 'none') session.give('administrator');
    if (!(await file.keep(next))) return notKept('pin-set');
    access();
    endOthers(role, session);
    return { type: 'set' };
  }

  function notKept(what: 'pin-set' | 'pin-removed'): { type: 'refused'; reason: 'cannot-write' } {
    audit.note('not-done', { what });
    return { type: 'refused', reason: 'cannot-write' };
  }

  async function removePin(session: Session, { role, pin }: RemovePinInput): Promise<RemovePinAnswer> {
    const read = access();
    if (read.type === 'none') return { type: 'removed' };
    if (read.type === 'unreadable') return { type: 'unreadable' };
    if (role === 'administrator') {
      const refused = await disproved(role, pin, read.access);
      if (refused !== null) return refused;
    }
    const next = role === 'administrator' ? null : { ...read.access, supervisor: null, failures: lockOut.failures };
    if (!audit.noteFirst('pin-removed', { role })) return { type: 'refused', reason: CANNOT_NOTE };
    if (!(await file.keep(next))) return notKept('pin-removed');
    endOthers(role, session);
    access();
    return { type: 'removed' };
  }

  function stateOf(session: Session): AccessState {
    const read = access();
    return {
      protection: protectionOf(read),
      hasSupervisorPin: read.type === 'read' && read.access.supervisor !== null,
      role: roleOf(session),
      waitMs: waitLeftMs(lockOut, nowMs()),
    };
  }

  function openCaller(): Caller {
    const session = sessions.open();
    return {
      admits: (call) => {
        const wanted = CALL_ROLES[call];
        if (wanted === 'guard') return true;
        if (!mayDo(roleOf(session), wanted)) return false;
        if (BACKGROUND.has(call)) return true;
        session.use();
        if (!NOTED_BY_DESK.has(call)) audit.runAs(actorOf(session), () => audit.note('called', { call }));
        return true;
      },
      run: (work) => audit.runAs(actorOf(session), work),
      accessState: () => stateOf(session),
      unlock: ({ pin }) => inTurn(() => unlock(session, pin)),
      lock: () => {
        session.end('asked');
        return { type: 'locked' };
      },
      setPin: (input) => inTurn(() => setPin(session, input)),
      removePin: (input) => inTurn(() => removePin(session, input)),
      onChange: (listener) => {
        session.listeners.add(listener);
        return () => session.listeners.delete(listener);
      },
      close: session.close,
    };
  }

  return {
    openCaller,
    provePin: (pin) => inTurn(() => provePin(pin)),
    protection: () => protectionOf(access()),
  };
}

function protectionOf({ type }: ReadAccess): AccessState['protection'] {
  return type === 'read' ? 'on' : type === 'none' ? 'off' : 'unreadable';
}

/** What of the file makes every screen look otherwise. */
function seenOf(read: ReadAccess): string {
  return read.type === 'read' ? `read ${read.access.supervisor !== null}` : read.type;
}
