/** How many machines, disks and lines does a collector need for so many gates? By what was measured on one machine; docs/scale.md says how. */

export type Load = {
  readonly gates: number;
  readonly entriesPerDay: number;
  /** In the busiest second. */
  readonly peakPerS: number;
  readonly keepDays: number;
  /** Of how many days identities are there: they stay when the entries go. */
  readonly identityDays: number;
  /** Each database node and its standbys. */
  readonly copies: number;
};

/** Of one machine with two processors and everything on it: collector, PostgreSQL, and the clients of the load test. */
export type Measured = {
  readonly tableBytes: number;
  readonly indexBytes: number;
  readonly identityBytes: number;
  readonly walBytes: number;
  readonly wireBytes: number;
  readonly coreMsPerBatch: number;
  readonly coreMsPerEntry: number;
  readonly countedPerS: number;
};

/** What nobody measured here: to be replaced by the own. */
export type Assumed = {
  /** How busy a processor may be at the peak. */
  readonly busyShare: number;
  /** How full a disk may be. */
  readonly fullShare: number;
  readonly coresPerCollector: number;
  readonly coresPerDatabase: number;
  readonly diskTbPerDatabase: number;
  /** Of a backup or a restore, of one node. */
  readonly copyMbPerS: number;
};

export type Sizing = {
  readonly entriesPerBatch: number;
  readonly batchesPerS: number;
  readonly entriesTb: number;
  readonly identitiesTb: number;
  /** Of one copy, and of all of them. */
  readonly diskTb: number;
  readonly diskOfAllTb: number;
  readonly walGbPerDay: number;
  readonly cores: number;
  readonly collectors: number;
  readonly databaseNodes: number;
  /** In each database node: the day's table, and the indexes of today and yesterday. */
  readonly hotGbPerNode: number;
  readonly lineMbitPerS: number;
  readonly replicationMbitPerS: number;
  /** To read a whole day once for its figures. */
  readonly countDayS: number;
  readonly restoreMinutes: number;
};

export const MEASURED: Measured = {
  tableBytes: 1_366,
  indexBytes: 317,
  identityBytes: 221,
  walBytes: 2_660,
  wireBytes: 2_000,
  coreMsPerBatch: 2.8,
  coreMsPerEntry: 0.1,
  countedPerS: 100_000,
};

export const ASSUMED: Assumed = {
  busyShare: 0.6,
  fullShare: 0.7,
  coresPerCollector: 4,
  coresPerDatabase: 16,
  diskTbPerDatabase: 4,
  copyMbPerS: 200,
};

export const LOADS = {
  nation: { gates: 100_000, entriesPerDay: 60_000_000, peakPerS: 25_000, keepDays: 31, identityDays: 365, copies: 2 },
  province: { gates: 3_000, entriesPerDay: 1_800_000, peakPerS: 750, keepDays: 31, identityDays: 365, copies: 2 },
  factory: { gates: 10, entriesPerDay: 20_000, peakPerS: 20, keepDays: 31, identityDays: 365, copies: 1 },
} as const satisfies Readonly<Record<string, Load>>;

/** As in the gate: what comes within it goes out together. */
const GATHER_S = 0.3;
/** A gate's report, about as dear as a batch. */
const REPORT_EVERY_S = 300;

export function sizingOf(load: Load, measured: Measured = MEASURED, assumed: Assumed = ASSUMED): Sizing {
  const { gates, entriesPerDay, peakPerS, keepDays, identityDays, copies } = load;
  const perGateS = peakPerS / gates;
  const entriesPerBatch = 1 + perGateS * GATHER_S;
  const batchesPerS = peakPerS / entriesPerBatch;
  const requestsPerS = batchesPerS + gates / REPORT_EVERY_S;
  const cores =
    (requestsPerS * measured.coreMsPerBatch + peakPerS * measured.coreMsPerEntry) / 1_000 / assumed.busyShare;
  const perEntry = measured.tableBytes + measured.indexBytes;
  const entriesBytes = entriesPerDay * keepDays * perEntry;
  const identitiesBytes = entriesPerDay * identityDays * measured.identityBytes;
  const diskBytes = (entriesBytes + identitiesBytes) / assumed.fullShare;
  // The work of a batch is about half the collector's and half the database's.
  const halfCores = cores / 2;
  const databaseNodes = Math.max(
    1,
    Math.ceil(halfCores / assumed.coresPerDatabase),
    Math.ceil(diskBytes / (assumed.diskTbPerDatabase * TB)),
  );
  const hotBytes = entriesPerDay * (measured.tableBytes + 2 * measured.indexBytes + 2 * measured.identityBytes);
  return {
    entriesPerBatch: rounded(entriesPerBatch, 2),
    batchesPerS: Math.round(batchesPerS),
    entriesTb: rounded(entriesBytes / TB, 5),
    identitiesTb: rounded(identitiesBytes / TB, 5),
    diskTb: rounded(diskBytes / TB, 5),
    diskOfAllTb: rounded((diskBytes * copies) / TB, 5),
    walGbPerDay: rounded((entriesPerDay * measured.walBytes) / GB, 3),
    cores: rounded(cores, 1),
    // Two at least, so that one may be updated; a factory does with one.
    collectors: Math.max(copies, Math.ceil(halfCores / assumed.coresPerCollector)),
    databaseNodes,
    hotGbPerNode: rounded(hotBytes / databaseNodes / GB, 3),
    lineMbitPerS: rounded((peakPerS * measured.wireBytes * 8) / 1e6, 1),
    replicationMbitPerS: rounded((peakPerS * measured.walBytes * 8 * (copies - 1)) / 1e6, 1),
    countDayS: rounded(entriesPerDay / measured.countedPerS, 1),
    restoreMinutes: rounded((diskBytes * assumed.fullShare) / databaseNodes / (assumed.copyMbPerS * 1e6) / 60, 1),
  };
}

const GB = 1e9;
const TB = 1e12;

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
