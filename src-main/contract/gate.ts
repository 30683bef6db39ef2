/** What is a gate, seen from its hosts? The router calls this; `gate.ts` makes it. */

import type { Direction } from '../core/entry/verdict.ts';
import type { AuditPage, AuditPageInput } from './access-api.ts';
import type { Caller } from './caller.ts';
import type { GateEvent, GateSnapshot, ShownBefore } from './gate-api.ts';
import type {
  CorrectionAnswer,
  CorrectionInput,
  EvacuationList,
  HandOverAnswer,
  HandOverInput,
  HistoryInput,
  HistoryPage,
  InsideList,
  ShiftView,
  TakeOverAnswer,
} from './guard-api.ts';
import type { LeaveCalls } from './leave-api.ts';
import type { EnrolAnswer, SaveAnswer, SerialPortInfo, WrongModeScanner } from './machine-api.ts';
import type { MakePassesAnswer, PassItem, PassOrder } from './pass-api.ts';
import type { ReadinessGate } from './readiness-api.ts';
import type {
  ExportAnswer,
  ExportInput,
  FullExportInput,
  ReportAnswer,
  ReportInput,
  RevealAnswer,
  RevealInput,
  SearchAnswer,
  SearchInput,
  SubjectFileInput,
} from './report-api.ts';
import type { RosterGate } from './roster-api.ts';
import type { EntryAnswer, ManualEntryInput, ReadingAnswer, ReadingInput, VehicleInput } from './scan-api.ts';
import type { FoundSetup, SetupAnswer, SetupExport } from './setup-api.ts';
import type { LeftOut } from './setup-file.ts';
import type { ReaderTrouble } from './status-api.ts';
import type { SubjectErased, SubjectExport, SubjectSummary } from './subject-api.ts';
import type { TracedView } from './traced-api.ts';
import type { TripCalls } from './trip-api.ts';
import type { TrustImport, TrustListItem, TrustSource } from './trust-api.ts';
import type { VisitCalls } from './visit-api.ts';
import type { VisitorCalls } from './visitor-api.ts';
import type { WatchListItem } from './watch-api.ts';

export type ReaderReport = {
  readonly readerId: string;
  readonly state: 'starting' | 'ready' | 'lost';
  readonly trouble: ReaderTrouble | null;
};

export type Gate = RosterGate &
  ReadinessGate &
  VisitCalls &
  TripCalls &
  LeaveCalls &
  VisitorCalls & {
    readonly snapshot: () => GateSnapshot;
    /** The last verdicts of all lanes, oldest first, for a screen that was not there. */
    readonly shownBefore: () => readonly ShownBefore[];
    /** Hears every event after now; the returned function ends it. */
    readonly subscribe: (listener: (event: GateEvent) => void) => () => void;
    readonly submitReading: (input: ReadingInput) => ReadingAnswer;
    readonly submitManualEntry: (input: ManualEntryInput) => EntryAnswer;
    readonly openByHand: (input: VehicleInput) => EntryAnswer;
    readonly listHistory: (input: HistoryInput) => HistoryPage;
    readonly correctEntry: (input: CorrectionInput) => CorrectionAnswer;
    readonly whoIsInside: () => InsideList;
    readonly listForEvacuation: () => EvacuationList;
    readonly viewShift: () => ShiftView;
    readonly giveOver: (input: HandOverInput) => HandOverAnswer;
    readonly takeOver: (input: { readonly id: number; readonly takenBy: string }) => TakeOverAnswer;
    readonly testLane: (input: {
      readonly laneId: string;
      readonly isOn: boolean;
    }) => { readonly type: 'set' } | { readonly type: 'unknown-lane' };
    readonly testBarrier: (input: { readonly laneId: string }) => {
      type: 'opened' | 'no-barrier' | 'out-of-order';
    };
    readonly setDirection: (input: {
      readonly laneId: string;
      readonly direction: Direction;
    }) => { readonly type: 'set' } | { readonly type: 'unknown-lane' };
    readonly reportReader: (report: ReaderReport) => void;
    readonly saveSettings: (input: { readonly settings?: unknown }) => SaveAnswer;
    readonly listSerialPorts: () => Promise<SerialPortInfo[]>;
    readonly listWrongModeScanners: () => Promise<WrongModeScanner[]>;
    readonly enrol: (input: { readonly setupCode: string }) => Promise<EnrolAnswer>;
    readonly applySetup: (input: { readonly text: string }) => Promise<SetupAnswer>;
    readonly exportSetup: (input: { readonly leftOut: readonly LeftOut[] }) => SetupExport;
    readonly hearSetupCode: (input: { readonly isOn: boolean }) => { text: string | null };
    readonly foundSetup: () => FoundSetup;
    readonly lookForUpdate: () => { type: 'looking' };
    readonly takeUpdateNow: () => { type: 'noted' };
    readonly retryQuarantined: () => { type: 'retried'; count: number };
    readonly listWatched: () => WatchListItem[];
    readonly addWatched: (input: {
      readonly number: string;
      readonly action: 'check' | 'refuse';
      readonly keepDays?: number | null;
    }) => { type: 'added' };
    readonly removeWatched: (input: { readonly id: number }) => { type: 'removed' };
    readonly findSubject: (input: { readonly number: string }) => SubjectSummary;
    readonly exportSubject: (input: { readonly number: string }) => SubjectExport;
    readonly eraseSubject: (input: { readonly number: string; readonly reason?: string | undefined }) => SubjectErased;
    readonly report: (input: ReportInput) => Promise<ReportAnswer>;
    readonly searchEntries: (input: SearchInput) => Promise<SearchAnswer>;
    readonly revealEntry: (input: RevealInput) => Promise<RevealAnswer>;
    readonly writeExport: (input: ExportInput) => Promise<ExportAnswer>;
    readonly writeFullExport: (input: FullExportInput) => Promise<ExportAnswer>;
    readonly writeSubjectFile: (input: SubjectFileInput) => Promise<ExportAnswer>;
    readonly listTraced: () => TracedView;
    readonly listTrust: () => TrustListItem[];
    readonly importTrust: (from: TrustSource) => Promise<TrustImport[]>;
    readonly makePasses: (order: PassOrder) => MakePassesAnswer;
    readonly listPasses: () => PassItem[];
    readonly revokePass: (input: { readonly id: string }) => { type: 'revoked' | 'unknown-pass' };
    /** For each connection of a screen; what it may do is asked of the caller, and its own calls are answered by it. */
    readonly openCaller: () => Caller;
    readonly listAudit: (input: AuditPageInput) => AuditPage;
    readonly close: () => Promise<void>;
  };
