/** Which rooms make one gate that is open? */

import type { SyncedClock } from '../devices/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { VenueAuthority } from '../vault/authority-sealer.ts';
import type { Vault } from '../vault/open-vault.ts';
import type { VenueTracer } from '../vault/tracer.ts';
import type { AccessDesk } from './access-desk.ts';
import type { AuditDesk } from './audit-desk.ts';
import type { BackupDesk } from './backup-desk.ts';
import type { BarrierDesk } from './barrier-desk.ts';
import type { Desks } from './desks.ts';
import type { FleetDesk } from './fleet-desk.ts';
import type { GuardDesk } from './guard-desk.ts';
import type { LeaveDesk } from './leave-desk.ts';
import type { LogWatch } from './log-watch.ts';
import type { PassDesk } from './pass-desk.ts';
import type { ReaderBoard } from './reader-board.ts';
import type { ReadinessDesk } from './readiness/readiness-desk.ts';
import type { ReportDesk } from './report-desk.ts';
import type { ReportSender } from './report-sender.ts';
import type { RetentionDesk } from './retention-desk.ts';
import type { OpenRoster } from './roster/open-roster.ts';
import type { ScanDesk } from './scan-desk.ts';
import type { SettingsDesk } from './settings-desk.ts';
import type { SetupDesk } from './setup-desk.ts';
import type { SetupEar } from './setup-ear.ts';
import type { StatusTicker } from './status-ticker.ts';
import type { SubjectDesk } from './subject-desk.ts';
import type { TestDesk } from './test-desk.ts';
import type { TracedFile } from './traced-file.ts';
import type { TrustDesk } from './trust-desk.ts';
import type { UploadDesk } from './upload-desk.ts';

export type GateRooms = {
  readonly store: Store;
  readonly vault: Vault;
  readonly authority: VenueAuthority;
  readonly tracer: VenueTracer;
  readonly clock: SyncedClock;
  readonly settings: SettingsDesk;
  readonly fleet: FleetDesk;
  readonly ticker: StatusTicker;
  readonly access: AccessDesk;
  readonly audit: AuditDesk;
  readonly lists: TrustDesk;
  readonly passes: PassDesk;
  readonly desks: Desks;
  readonly ear: SetupEar;
  readonly leave: LeaveDesk;
  readonly tests: TestDesk;
  readonly readers: ReaderBoard;
  readonly barriers: BarrierDesk;
  readonly uploads: UploadDesk;
  readonly roster: OpenRoster;
  readonly scans: ScanDesk;
  readonly guards: GuardDesk;
  /** Of the command line there is none: it only looks. */
  readonly logWatch: LogWatch | null;
  /** Likewise. */
  readonly reporter: ReportSender | null;
  readonly traced: TracedFile;
  readonly backup: BackupDesk;
  readonly retention: RetentionDesk;
  readonly setup: SetupDesk;
  readonly subjects: SubjectDesk;
  readonly reports: ReportDesk;
  readonly readiness: ReadinessDesk;
};
