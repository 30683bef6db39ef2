/** What is a gate, seen from its hosts? The router calls this; `gate.ts` makes it. */

import type { Direction } from '../core/entry/verdict.ts';
import type {
  EnrolAnswer,
  EntryAnswer,
  GateEvent,
  GateSnapshot,
  ManualEntryInput,
  ReaderTrouble,
  ReadingAnswer,
  ReadingInput,
  SaveAnswer,
  SerialPortInfo,
  WatchListItem,
  WrongModeScanner,
} from './gate-api.ts';
import type { MakePassesAnswer, PassItem, PassOrder } from './pass-api.ts';
import type { SubjectErased, SubjectExport, SubjectSummary } from './subject-api.ts';
import type { TrustImport, TrustListItem, TrustSource } from './trust-api.ts';

export type ReaderReport = {
  readonly readerId: string;
  readonly state: 'starting' | 'ready' | 'lost';
  readonly trouble: ReaderTrouble | null;
};

export type Gate = {
  readonly snapshot: () => GateSnapshot;
  /** Hears every event after now; the returned function ends it. */
  readonly subscribe: (listener: (event: GateEvent) => void) => () => void;
  readonly submitReading: (input: ReadingInput) => ReadingAnswer;
  readonly submitManualEntry: (input: ManualEntryInput) => EntryAnswer;
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
  readonly eraseSubject: (input: { readonly number: string }) => SubjectErased;
  readonly listTrust: () => TrustListItem[];
  readonly importTrust: (from: TrustSource) => Promise<TrustImport[]>;
  readonly makePasses: (order: PassOrder) => MakePassesAnswer;
  readonly listPasses: () => PassItem[];
  readonly revokePass: (input: { readonly id: string }) => { type: 'revoked' | 'unknown-pass' };
  readonly close: () => Promise<void>;
};
