/** How does a gate take settings from afar: believe them, wait for a quiet moment, try them, and give them back if it is not well? */

import type { FleetRefusal, FleetStanding, RollBackReason, SignedFile } from '../contract/fleet-settings.ts';
import { isInShare, isMeant } from '../contract/fleet-target.ts';
import type { FromAfarStatus } from '../contract/from-afar-api.ts';
import type { Settings } from '../contract/settings.ts';
import type { Waiting } from '../core/settings/from-afar.ts';
import {
  accepted,
  afterDeath,
  begun,
  nothingHeld,
  putOff,
  rolledBack,
  taken,
  withoutWithdrawn,
  withTrial,
} from '../core/settings/from-afar.ts';
import type { GateHealth, TrialTimes, TrialTrouble } from '../core/settings/judge-trial.ts';
import { judgeTrial, TRIAL_TIMES, troubleOf } from '../core/settings/judge-trial.ts';
import { isQuietMoment } from '../core/settings/quiet-moment.ts';
import type { Audit } from './audit-desk.ts';
import type { FleetState, HeldDocument } from './fleet-file.ts';
import { readFleetState, withKey, writeFleetState } from './fleet-file.ts';
import { dropFile, readDropped, setDroppedAside } from './fleet-folder.ts';
import type { SettingsLayers } from './fleet-layers.ts';
import { laidOverOwn, layersOf, lockedBy, mergedOver, standsAt, withOwnBeneath } from './fleet-layers.ts';
import type { Log } from './opened-gate.ts';
import { fleetFileOf, readFleetFile } from './read-fleet-file.ts';
import type { SettingsDesk } from './settings-desk.ts';

const LOOK_EVERY_MS = 5_000;
/** A collector that answered so long ago is one that answers: reports go every five minutes. */
const HEARD_LATELY_MS = 20 * 60_000;
/** While settings are tried and the collector has not answered yet. */
const ASK_EVERY_MS = 30_000;

export type FleetTimes = TrialTimes & { readonly lookEveryMs: number; readonly askEveryMs: number };
const FLEET_TIMES: FleetTimes = { ...TRIAL_TIMES, lookEveryMs: LOOK_EVERY_MS, askEveryMs: ASK_EVERY_MS };

export type TakenFile =
  | { readonly type: 'taken'; readonly version: number }
  | { readonly type: 'refused'; readonly reason: FleetRefusal | 'too-large' | 'cannot-write' };

export type FleetDeskOptions = {
  readonly dataDir: string;
  readonly device: string;
  /** False for the command line, which hands files to the gate that runs. */
  readonly isAttended: boolean;
  readonly settings: () => SettingsDesk;
  readonly health: () => Omit<GateHealth, 'isCollectorHeard'>;
  readonly nowUtcMs: () => number;
  readonly monotonicMs: () => number;
  /** The collector is to hear of it, and to answer, soon. */
  readonly reportSoon: () => void;
  readonly onChange: () => void;
  readonly note: Audit['note'];
  readonly log: Log;
  readonly times?: Partial<FleetTimes> | undefined;
};

export type FleetDesk = {
  readonly layers: SettingsLayers;
  readonly status: () => FromAfarStatus | undefined;
  readonly standing: () => FleetStanding | undefined;
  /** A signed file in somebody's hand: of a stick, a code, the command line. */
  readonly takeByHand: (text: string) => TakenFile;
  readonly fromCollector: {
    /** It answered. */
    readonly noteHeard: () => void;
    /** What it last said to have; when it says another number, it is asked. */
    readonly heardVersion: () => number;
    readonly publicKey: () => string | null;
    readonly take: (files: readonly SignedFile[], settingsKey: string | null, settingsVersion: number) => void;
  };
  /** Somebody who may do that joined this gate to whoever has this key. */
  readonly pin: (publicKey: string) => void;
  /** Everything is open: from now on settings come into force. */
  readonly start: () => void;
  readonly close: () => void;
};

type Trial = { readonly before: GateHealth; readonly beganAtMs: number; troubledSinceMs: number | null };

export function openFleetDesk(options: FleetDeskOptions): FleetDesk {
  const { dataDir, device, isAttended, nowUtcMs, monotonicMs, log } = options;
  const times: FleetTimes = { ...FLEET_TIMES, ...options.times };
  const read = readFleetState(dataDir);
  let { isUnreadable } = read;
  let { state } = read;
  let trial: Trial | null = null;
  let refusal: FleetRefusal | null = null;
  let heardVersion = 0;
  let heardAtMs: number | null = null;
  let askedAtMs = 0;
  let timer: NodeJS.Timeout | null = null;

  if (isUnreadable) log('fleet-settings-unreadable');
  if (isAttended && state.held.trial !== null) {
    const { version } = state.held.trial.doc;
    keep({ ...state, held: afterDeath(state.held, nowUtcMs()) });
    log('fleet-settings-died', { version });
  }

  /** In memory whatever the disk says; what is not on it is done again at the next start. */
  function keep(next: FleetState): boolean {
    state = next;
    const isWritten = writeFleetState(dataDir, next);
    if (isWritten) isUnreadable = false;
    else log('fleet-settings-not-written');
    // While the gate is being opened there is nobody to tell.
    if (timer !== null) options.onChange();
    return isWritten;
  }

  const layersFor = (own: Settings) => layersOf(withTrial(state.held), own, device);

  function over(own: Settings): Settings {
    const laid = laidOverOwn(own, layersFor(own));
    if (state.held.trial === null) return laid;
    // What is deleted cannot be given back: nothing goes sooner while that is only tried.
    const before = laidOverOwn(own, layersOf(state.held.inForce, own, device));
    const days = Math.max(laid.retention.days, before.retention.days);
    return { ...laid, retention: { ...laid.retention, days } };
  }

  function takeFile(file: SignedFile, isByHand: boolean): TakenFile {
    const answer = readFleetFile(file, state.key?.publicKey ?? null);
    if (answer.type === 'refused') return answer;
    const { document } = answer;
    const { version } = document;
    if (document.kind === 'key') {
      if (version <= (state.key?.fromVersion ?? 0)) return { type: 'refused', reason: 'older' };
      const { publicKey } = document;
      return keep({ ...state, key: { publicKey, fromVersion: version } })
        ? done(version)
        : { type: 'refused', reason: 'cannot-write' };
    }
    const isForUs = isMeant(document.target, standsAt(options.settings().own(), device));
    // The share is signed too: a collector that was broken into cannot send to all what was made for a few.
    if (!isForUs || !(isByHand || isInShare(document, device))) return { type: 'refused', reason: 'other-target' };
    const held = taken(state.held, withKey(document), { isByHand, nowUtcMs: nowUtcMs() });
    if (held === null) return { type: 'refused', reason: 'older' };
    if (keep({ ...state, held })) return done(version);
    return { type: 'refused', reason: 'cannot-write' };
  }

  function done(version: number): TakenFile {
    log('fleet-settings-taken', { version });
    return { type: 'taken', version };
  }

  function takeByHand(text: string): TakenFile {
    const file = fleetFileOf(text);
    if (file === null) return { type: 'refused', reason: 'wrong-document' };
    if (isAttended) {
      const answer = takeFile(file, true);
      if (answer.type === 'taken') look();
      return answer;
    }
    // The gate that runs has the last word; what it would refuse is said here already.
    const answer = readFleetFile(file, state.key?.publicKey ?? null);
    if (answer.type === 'refused') return answer;
    return dropFile(dataDir, text)
      ? { type: 'taken', version: answer.document.version }
      : { type: 'refused', reason: 'cannot-write' };
  }

  function takeDropped(): void {
    const text = readDropped(dataDir);
    if (text === null) return;
    const file = text === 'too-large' || text === 'cannot-read' ? null : fleetFileOf(text);
    const answer: TakenFile = file === null ? { type: 'refused', reason: 'wrong-document' } : takeFile(file, true);
    if (answer.type === 'refused') log('fleet-settings-refused', { reason: answer.reason, by: 'file' });
    // While the disk takes nothing it stays there, and is tried again.
    if (answer.type === 'refused' && answer.reason === 'cannot-write') return;
    setDroppedAside(dataDir, answer.type, nowUtcMs());
  }

  function take(files: readonly SignedFile[], settingsKey: string | null, settingsVersion: number): void {
    // A gate of before had no key at its enrolment, and takes the first that it hears of; one that cannot read its own takes none.
    if (state.key === null && settingsKey !== null && !isUnreadable) {
      keep({ ...state, key: { publicKey: settingsKey, fromVersion: 0 } });
    }
    heardVersion = settingsVersion;
    refusal = null;
    for (const file of files) {
      const answer = takeFile(file, false);
      if (answer.type === 'taken') continue;
      if (answer.reason === 'cannot-write') heardVersion = -1;
      // It offers what this gate has or had, each time anew.
      else if (answer.reason !== 'older' && answer.reason !== 'too-large') refusal = answer.reason;
      if (answer.reason !== 'older') log('fleet-settings-refused', { reason: answer.reason, by: 'collector' });
    }
    const offered = new Set(files.flatMap((file) => versionOf(file)));
    const held = withoutWithdrawn(state.held, offered);
    if (held !== state.held) keep({ ...state, held });
    options.onChange();
    look();
  }

  function versionOf(file: SignedFile): number[] {
    const answer = readFleetFile(file, state.key?.publicKey ?? null);
    return answer.type === 'read' ? [answer.document.version] : [];
  }

  function look(isAtStart = false): void {
    if (timer === null) return;
    takeDropped();
    if (trial !== null) {
      judge(trial);
      return;
    }
    const { hours } = options.settings().current().venue;
    const due = state.held.waiting
      .filter(({ doc, ...waiting }) => isQuietMoment({ ...doc, ...waiting }, hours, nowUtcMs(), isAtStart))
      .toSorted((one, other) => one.doc.version - other.doc.version)[0];
    if (due !== undefined) begin(due);
  }

  function begin(due: Waiting<HeldDocument>): void {
    const own = options.settings().own();
    const { version } = due.doc;
    if (!isMeant(due.doc.target, standsAt(own, device))) {
      // It stands in another unit since.
      keep({ ...state, held: { ...state.held, waiting: state.held.waiting.filter((each) => each !== due) } });
      return;
    }
    const before = health(monotonicMs() - HEARD_LATELY_MS);
    const last = state;
    // On the disk first: whoever dies of them finds it there.
    if (!keep({ ...state, held: begun(state.held, due) })) {
      state = last;
      return;
    }
    if (mergedOver(own, layersFor(own)) === null) {
      giveBack('wrong-settings');
      return;
    }
    trial = { before, beganAtMs: monotonicMs(), troubledSinceMs: null };
    log('fleet-settings-tried', { version });
    try {
      options.settings().layAnew();
    } catch (error) {
      log('fleet-settings-threw', { error: error instanceof Error ? error.name : 'unknown' });
      giveBack('cannot-apply');
      return;
    }
    askedAtMs = monotonicMs();
    options.reportSoon();
  }

  function judge(now: Trial): void {
    const atMs = monotonicMs();
    const trouble: TrialTrouble | null = troubleOf(now.before, health(now.beganAtMs));
    now.troubledSinceMs = trouble === null ? null : (now.troubledSinceMs ?? atMs);
    const troubledForMs = now.troubledSinceMs === null ? 0 : atMs - now.troubledSinceMs;
    const verdict = judgeTrial(trouble, atMs - now.beganAtMs, troubledForMs, times);
    if (verdict === 'unhealthy') giveBack(trouble ?? 'device-lost');
    else if (verdict === 'healthy') hold();
    else if (trouble === 'collector-lost' && atMs - askedAtMs >= times.askEveryMs) {
      askedAtMs = atMs;
      options.reportSoon();
    }
  }

  function hold(): void {
    const version = state.held.trial?.doc.version ?? 0;
    const last = state;
    if (!keep({ ...state, held: accepted(state.held) })) {
      // Tried on until the disk takes it: a start before that would find a trial.
      state = last;
      return;
    }
    trial = null;
    log('fleet-settings-hold', { version });
    options.note('settings-from-afar', { version, became: 'in-force' });
    options.settings().layAnew();
    options.reportSoon();
  }

  function giveBack(reason: RollBackReason): void {
    const version = state.held.trial?.doc.version ?? 0;
    trial = null;
    keep({ ...state, held: rolledBack(state.held, reason, nowUtcMs()) });
    log('fleet-settings-given-back', { version, reason });
    options.note('settings-from-afar', { version, became: 'given-back' });
    options.settings().layAnew();
    options.reportSoon();
  }

  function health(heardSinceMs: number): GateHealth {
    return { ...options.health(), isCollectorHeard: heardAtMs !== null && heardAtMs > heardSinceMs };
  }

  function status(): FromAfarStatus | undefined {
    const { held, key } = state;
    if (key === null && !isUnreadable) return undefined;
    const locked = [...lockedBy(layersFor(options.settings().own()))];
    const [last] = held.rolledBack;
    return {
      locked: locked.map(([field, { madeBy, madeAtUtcMs, version }]) => ({
        field,
        by: madeBy,
        version,
        atUtcMs: madeAtUtcMs,
      })),
      trial: held.trial?.doc.version ?? null,
      waiting: held.waiting.map(({ doc }) => doc.version),
      rolledBack: last ?? null,
      refusal,
      isUnreadable,
    };
  }

  return {
    layers: {
      over,
      under: (candidate, own) => withOwnBeneath(candidate, own, layersFor(own)),
    },
    status,
    standing: () =>
      state.key === null
        ? undefined
        : {
            inForce: layersOf(state.held.inForce, options.settings().own(), device).map(versionOnly).slice(0, 30),
            trial: state.held.trial?.doc.version ?? null,
            waiting: state.held.waiting.map(({ doc }) => doc.version).slice(0, 30),
            rolledBack: state.held.rolledBack.map(({ version, reason }) => ({ version, reason })),
          },
    takeByHand,
    fromCollector: {
      noteHeard: () => {
        heardAtMs = monotonicMs();
      },
      heardVersion: () => heardVersion,
      publicKey: () => state.key?.publicKey ?? null,
      take,
    },
    pin: (publicKey) => {
      if (state.key?.publicKey === publicKey) return;
      // Another's versions say nothing of this one's.
      trial = null;
      heardVersion = 0;
      keep({ key: { publicKey, fromVersion: 0 }, held: nothingHeld() });
      options.settings().layAnew();
    },
    start: () => {
      if (!isAttended) return;
      timer = setInterval(() => look(), times.lookEveryMs);
      timer.unref();
      look(true);
    },
    close: () => {
      if (timer !== null) clearInterval(timer);
      timer = null;
      if (isAttended && state.held.trial !== null) keep({ ...state, held: putOff(state.held) });
    },
  };
}

function versionOnly({ version }: { readonly version: number }): number {
  return version;
}
