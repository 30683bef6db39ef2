/** Is the gate as well with what it tries as it was before: does it hold it, or give it back? */

import type { RollBackReason } from '../contract/fleet-settings.ts';
import { isMeant } from '../contract/fleet-target.ts';
import type { Waiting } from '../core/settings/from-afar.ts';
import { accepted, begun, rolledBack, withTrial } from '../core/settings/from-afar.ts';
import type { GateHealth } from '../core/settings/judge-trial.ts';
import { judgeTrial, troubleOf } from '../core/settings/judge-trial.ts';
import type { Audit } from './audit-desk.ts';
import type { HeldDocument } from './fleet-file.ts';
import { mergedOver, standsAt } from './fleet-layers.ts';
import type { FleetShelf } from './fleet-shelf.ts';
import type { FleetTimes } from './fleet-times.ts';
import type { Log } from './opened-gate.ts';
import type { SettingsDesk } from './settings-desk.ts';

/** A collector that answered so long ago is one that answers: reports go every five minutes. */
const HEARD_LATELY_MS = 20 * 60_000;

export type FleetTrial = {
  /** Puts it into force on trial, where it still is for this gate and the disk knows of it. */
  readonly begin: (due: Waiting<HeldDocument>) => void;
  /** False where nothing is tried. */
  readonly judge: () => boolean;
  /** The collector answered. */
  readonly noteHeard: () => void;
  /** What was tried is no matter any more. */
  readonly forget: () => void;
};

type Running = { readonly before: GateHealth; readonly beganAtMs: number; troubledSinceMs: number | null };

export function openFleetTrial(options: {
  readonly device: string;
  readonly shelf: FleetShelf;
  readonly settings: () => SettingsDesk;
  readonly health: () => Omit<GateHealth, 'isCollectorHeard'>;
  readonly nowUtcMs: () => number;
  readonly monotonicMs: () => number;
  readonly reportSoon: () => void;
  readonly note: Audit['note'];
  readonly log: Log;
  readonly times: FleetTimes;
}): FleetTrial {
  const { device, shelf, settings, nowUtcMs, monotonicMs, reportSoon, log, times } = options;
  let running: Running | null = null;
  let heardAtMs: number | null = null;
  let askedAtMs = 0;

  function begin(due: Waiting<HeldDocument>): void {
    const state = shelf.now();
    const own = settings().own();
    const { version } = due.doc;
    if (!isMeant(due.doc.target, standsAt(own, device))) {
      // It stands in another unit since.
      shelf.keep({ ...state, held: { ...state.held, waiting: state.held.waiting.filter((each) => each !== due) } });
      return;
    }
    const before = health(monotonicMs() - HEARD_LATELY_MS);
    // On the disk first: whoever dies of them finds it there.
    if (!shelf.keepOnDisk({ ...state, held: begun(state.held, due) })) return;
    if (mergedOver(own, shelf.layers(withTrial(shelf.now().held), own)) === null) {
      giveBack('wrong-settings');
      return;
    }
    running = { before, beganAtMs: monotonicMs(), troubledSinceMs: null };
    log('fleet-settings-tried', { version });
    try {
      settings().layAnew();
    } catch (error) {
      log('fleet-settings-threw', { error: error instanceof Error ? error.name : 'unknown' });
      giveBack('cannot-apply');
      return;
    }
    askedAtMs = monotonicMs();
    reportSoon();
  }

  function judge(now: Running): void {
    const atMs = monotonicMs();
    const trouble = troubleOf(now.before, health(now.beganAtMs));
    now.troubledSinceMs = trouble === null ? null : (now.troubledSinceMs ?? atMs);
    const troubledForMs = now.troubledSinceMs === null ? 0 : atMs - now.troubledSinceMs;
    const verdict = judgeTrial(trouble, atMs - now.beganAtMs, troubledForMs, times);
    if (verdict === 'unhealthy') giveBack(trouble ?? 'device-lost');
    else if (verdict === 'healthy') hold();
    else if (trouble === 'collector-lost' && atMs - askedAtMs >= times.askEveryMs) {
      askedAtMs = atMs;
      reportSoon();
    }
  }

  function hold(): void {
    const state = shelf.now();
    const version = state.held.trial?.doc.version ?? 0;
    // Tried on until the disk takes it: a start before that would find a trial.
    if (!shelf.keepOnDisk({ ...state, held: accepted(state.held) })) return;
    log('fleet-settings-hold', { version });
    end(version, 'in-force');
  }

  function giveBack(reason: RollBackReason): void {
    const state = shelf.now();
    const version = state.held.trial?.doc.version ?? 0;
    shelf.keep({ ...state, held: rolledBack(state.held, reason, nowUtcMs()) });
    log('fleet-settings-given-back', { version, reason });
    end(version, 'given-back');
  }

  function end(version: number, became: 'in-force' | 'given-back'): void {
    running = null;
    options.note('settings-from-afar', { version, became });
    settings().layAnew();
    reportSoon();
  }

  function health(heardSinceMs: number): GateHealth {
    return { ...options.health(), isCollectorHeard: heardAtMs !== null && heardAtMs > heardSinceMs };
  }

  return {
    begin,
    judge: () => {
      if (running === null) return false;
      judge(running);
      return true;
    },
    noteHeard: () => {
      heardAtMs = monotonicMs();
    },
    forget: () => {
      running = null;
    },
  };
}
