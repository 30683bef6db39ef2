/** What does it take to open a gate, and what is one that is open? */

import type { Gate } from '../contract/gate.ts';
import type { ReaderSettings, Settings } from '../contract/settings.ts';
import type { Shown } from '../core/entry/entry.ts';
import type { Reading } from '../core/scan/reading.ts';
import type { Audit } from './audit-desk.ts';
import type { FleetTimes } from './fleet-times.ts';
import type { UpdateOptions } from './open-updates.ts';
import type { PassDesk } from './pass-desk.ts';
import type { LogReport } from './verify-log.ts';

export type Log = (event: string, fields?: Record<string, number | string>) => void;

export type GateOptions = {
  readonly dataDir: string;
  readonly version: string;
  /** Readers besides those of the settings: named on the command line, or simulated. Never saved. */
  readonly extraReaders: (settings: Settings) => readonly ReaderSettings[];
  /** False for the command line: no reader is opened and nothing is uploaded. */
  readonly isAttended: boolean;
  readonly log: Log;
  readonly random: () => number;
  /** `HTTPS_PROXY`, `NO_PROXY` and the like; none unless given. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How often the backup is added to; a minute unless said otherwise. */
  readonly backupEveryMs?: number;
  /** What the operating system's key store gave the shell; absent = the key file holds it. */
  readonly secretsText?: string | undefined;
  /** After how long without use a role is given back; five minutes unless said otherwise. */
  readonly accessIdleMs?: number | undefined;
  /** How long settings from afar are tried; minutes unless said otherwise. */
  readonly fleetTimes?: Partial<FleetTimes> | undefined;
  /** Of the command line: the key store is not asked, and what needs the keys throws. */
  readonly mayBeLocked?: boolean;
  /** Somebody has left the kiosk with the PIN or the badge: the shell of this gate ends. Absent = there is no shell that could. */
  readonly onLeave?: (() => void) | undefined;
  /** Of a gate that a launcher started; absent = it is not updated by itself. */
  readonly updates?: UpdateOptions | undefined;
  /** By what this machine is told from others; its network cards unless said otherwise. */
  readonly machine?: readonly string[];
};

/** A gate that can also be handed a reading directly, as the command line does. */
export type OpenedGate = Gate & {
  readonly scan: (reading: Omit<Reading, 'laneId'> & { readonly laneId?: string }) => Shown;
  /** The whole log: its chain, and what SQLite finds wrong with the file. */
  readonly verifyLog: () => LogReport;
  /** Somebody has looked at the clock, and says that it is right: what is due may go by it. */
  readonly confirmClock: () => { readonly type: 'confirmed'; readonly atUtcMs: number };
  /** The machine slept: each reader of this PC is opened anew, and the clock compared again. */
  readonly lookAgain: () => void;
  readonly passListForOthers: PassDesk['listForOthers'];
  /** For what the command line does. */
  readonly noteFirst: Audit['noteFirst'];
};

export type OpenGateAnswer =
  | { readonly type: 'opened'; readonly gate: OpenedGate }
  | { readonly type: 'refused'; readonly room: 'vault' | 'store'; readonly reason: string };
