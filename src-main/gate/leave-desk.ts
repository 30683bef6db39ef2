/** May somebody leave the kiosk now? By a PIN of this gate, or by its badge, and never without a line in the audit log. */

import { CANNOT_NOTE } from '../contract/access-api.ts';
import type { LeaveAnswer, LeaveCalls, LeaveInput, MadeLeaveBadge, RemovedLeaveBadge } from '../contract/leave-api.ts';
import { isLeaveBadgeText, LEAVE_BADGE_PREFIX, wholeLeaveBadge } from '../core/code/formats/leave-badge.ts';
import { hashBadge, isBadge, newBadgeSecret } from '../vault/badge-hash.ts';
import type { AccessDesk } from './access-desk.ts';
import type { AuditDesk } from './audit-desk.ts';
import { createCodeEar } from './code-ear.ts';
import { openLeaveBadgeFile } from './leave-badge-file.ts';

export type LeaveDesk = {
  readonly calls: LeaveCalls;
  /** True where a serial scanner read a badge while a screen asks for one; it must not go to a lane then. */
  readonly takes: (text: string) => boolean;
};

export type LeaveDeskOptions = {
  readonly dataDir: string;
  readonly access: Pick<AccessDesk, 'provePin' | 'protection'>;
  readonly audit: Pick<AuditDesk, 'note' | 'noteFirst' | 'runAs'>;
  readonly nowMs: () => number;
  readonly onLeave: (() => void) | undefined;
};

/**
 * A badge is looked at while wrong PINs make everybody wait, too: it cannot be guessed, and a guard who types wrong PINs must not be able
 * to keep the venue's own people in.
 */
export function openLeaveDesk({ dataDir, access, audit, nowMs, onLeave }: LeaveDeskOptions): LeaveDesk {
  const badgeFile = openLeaveBadgeFile(dataDir);
  const ear = createCodeEar(isLeaveBadgeText, nowMs);

  async function leaveKiosk(input: LeaveInput): Promise<LeaveAnswer> {
    if (onLeave === undefined) return { type: 'not-a-kiosk' };
    const answer = await mayLeave(input);
    if (answer.type === 'left') setImmediate(onLeave); // After the answer is on its way.
    return answer;
  }

  async function mayLeave(input: LeaveInput): Promise<LeaveAnswer> {
    if (access.protection() === 'off') return left('anybody', 'nothing');
    if (input.by === 'badge') return leaveByBadge(input.text);
    // With no PIN at all: one that nobody can have typed, so it counts as a wrong one.
    const proven = await access.provePin(input.by === 'pin' ? input.pin : '');
    if (proven.type === 'nobody') return left('anybody', 'nothing');
    return proven.type === 'proven' ? left(proven.role, 'pin') : proven;
  }

  function leaveByBadge(text: string): LeaveAnswer {
    const badge = wholeLeaveBadge(text);
    const known = badgeFile.look();
    if (badge !== null && known !== null && isBadge(badge, known)) return left('guard', 'badge');
    audit.note('leave-badge-refused');
    return { type: 'wrong-badge' };
  }

  /** Where it cannot be noted somebody may leave all the same: they may be on their way to the full disk. */
  function left(actor: 'anybody' | 'guard' | 'supervisor' | 'administrator', by: string): LeaveAnswer {
    audit.runAs(actor, () => audit.note('kiosk-left', { by }));
    return { type: 'left' };
  }

  async function makeLeaveBadge(): Promise<MadeLeaveBadge> {
    if (access.protection() !== 'on') return { type: 'refused', reason: 'no-pin' };
    const text = `${LEAVE_BADGE_PREFIX}${newBadgeSecret()}`;
    if (!audit.noteFirst('leave-badge-made')) return { type: 'refused', reason: CANNOT_NOTE };
    if (!(await badgeFile.keep(hashBadge(text)))) return notKept('leave-badge-made');
    return { type: 'made', text };
  }

  async function removeLeaveBadge(): Promise<RemovedLeaveBadge> {
    if (!audit.noteFirst('leave-badge-removed')) return { type: 'refused', reason: CANNOT_NOTE };
    return (await badgeFile.keep(null)) ? { type: 'removed' } : notKept('leave-badge-removed');
  }

  function notKept(what: 'leave-badge-made' | 'leave-badge-removed'): { type: 'refused'; reason: 'cannot-write' } {
    audit.note('not-done', { what });
    return { type: 'refused', reason: 'cannot-write' };
  }

  return {
    takes: ear.takes,
    calls: {
      leaveState: () => ({
        isKiosk: onLeave !== undefined,
        isAsked: access.protection() !== 'off',
        hasBadge: badgeFile.look() !== null,
      }),
      leaveKiosk,
      hearLeaveBadge: ({ isOn }) => ({ text: ear.listen(isOn)?.slice(0, LONGEST_HEARD) ?? null }),
      makeLeaveBadge,
      removeLeaveBadge,
    },
  };
}

/** What the contract lets through; a whole badge is far shorter. */
const LONGEST_HEARD = 200;
