/** How does a gate live with settings from afar: believe them, wait for a quiet moment, try them, and give them back if it is not well? */

import type { FleetStanding, SignedFile } from '../contract/fleet-settings.ts';
import type { FromAfarStatus } from '../contract/from-afar-api.ts';
import type { Digest } from '../core/ports.ts';
import { afterDeath, nothingHeld, putOff, withTrial } from '../core/settings/from-afar.ts';
import type { GateHealth } from '../core/settings/judge-trial.ts';
import { isQuietMoment } from '../core/settings/quiet-moment.ts';
import type { Audit } from './audit-desk.ts';
import type { TakenFile } from './fleet-intake.ts';
import { openFleetIntake } from './fleet-intake.ts';
import type { SettingsLayers } from './fleet-layers.ts';
import { inForceOver, lockedBy, withOwnBeneath } from './fleet-layers.ts';
import { openFleetShelf } from './fleet-shelf.ts';
import type { FleetTimes } from './fleet-times.ts';
import { FLEET_TIMES } from './fleet-times.ts';
import { openFleetTrial } from './fleet-trial.ts';
import type { Log } from './opened-gate.ts';
import type { SettingsDesk } from './settings-desk.ts';

export type FleetDeskOptions = {
  readonly dataDir: string;
  readonly device: string;
  /** SHA-256, hex. */
  readonly digest: Digest;
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
  /** Whose signatures count here. */
  readonly publicKey: () => string | null;
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

export function openFleetDesk(options: FleetDeskOptions): FleetDesk {
  const { dataDir, device, isAttended, settings, nowUtcMs, log } = options;
  const times: FleetTimes = { ...FLEET_TIMES, ...options.times };
  let timer: NodeJS.Timeout | null = null;
  const shelf = openFleetShelf({
    dataDir,
    device,
    // While the gate is being opened there is nobody to tell.
    onChange: () => {
      if (timer !== null) options.onChange();
    },
    log,
  });
  const trial = openFleetTrial({ ...options, shelf, times });
  const intake = openFleetIntake({ ...options, shelf, own: () => settings().own() });
  const publicKey = (): string | null => shelf.now().key?.publicKey ?? null;

  const { held } = shelf.now();
  if (isAttended && held.trial !== null) {
    const { version } = held.trial.doc;
    shelf.keep({ ...shelf.now(), held: afterDeath(held, nowUtcMs()) });
    log('fleet-settings-died', { version });
  }

  function look(isAtStart = false): void {
    if (timer === null) return;
    intake.dropped();
    if (trial.judge()) return;
    const { hours } = settings().current().venue;
    const due = shelf
      .now()
      .held.waiting.filter(({ doc, ...waiting }) => isQuietMoment({ ...doc, ...waiting }, hours, nowUtcMs(), isAtStart))
      .toSorted((one, other) => one.doc.version - other.doc.version)[0];
    if (due !== undefined) trial.begin(due);
  }

  function status(): FromAfarStatus | undefined {
    const { held: now, key } = shelf.now();
    if (key === null && !shelf.isUnreadable()) return undefined;
    const locked = [...lockedBy(shelf.layers(withTrial(now), settings().own()))];
    const [last] = now.rolledBack;
    return {
      locked: locked.map(([field, { madeBy, madeAtUtcMs, version }]) => ({
        field,
        by: madeBy,
        version,
        atUtcMs: madeAtUtcMs,
      })),
      trial: now.trial?.doc.version ?? null,
      waiting: now.waiting.map(({ doc }) => doc.version),
      rolledBack: last ?? null,
      refusal: intake.refusal(),
      isUnreadable: shelf.isUnreadable(),
    };
  }

  function standing(): FleetStanding | undefined {
    const { held: now, key } = shelf.now();
    if (key === null) return undefined;
    return {
      inForce: shelf.layers(now.inForce, settings().own()).map(versionOnly).slice(0, 30),
      trial: now.trial?.doc.version ?? null,
      waiting: now.waiting.map(({ doc }) => doc.version).slice(0, 30),
      rolledBack: now.rolledBack.map(({ version, reason }) => ({ version, reason })),
    };
  }

  return {
    layers: {
      over: (own) => inForceOver(shelf.now().held, own, device),
      under: (candidate, own) => withOwnBeneath(candidate, own, shelf.layers(withTrial(shelf.now().held), own)),
    },
    status,
    standing,
    publicKey,
    takeByHand: (text) => {
      const answer = intake.byHand(text);
      if (isAttended && answer.type === 'taken') look();
      return answer;
    },
    fromCollector: {
      noteHeard: trial.noteHeard,
      heardVersion: intake.heardVersion,
      publicKey,
      take: (files, settingsKey, settingsVersion) => {
        intake.fromCollector(files, settingsKey, settingsVersion);
        options.onChange();
        look();
      },
    },
    pin: (key) => {
      if (publicKey() === key) return;
      // Another's versions say nothing of this one's.
      trial.forget();
      intake.forget();
      shelf.keep({ key: { publicKey: key, fromVersion: 0 }, held: nothingHeld() });
      settings().layAnew();
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
      const now = shelf.now();
      if (isAttended && now.held.trial !== null) shelf.keep({ ...now, held: putOff(now.held) });
    },
  };
}

function versionOnly({ version }: { readonly version: number }): number {
  return version;
}
