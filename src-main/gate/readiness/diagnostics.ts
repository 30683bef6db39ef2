/** What does somebody need who mends a gate from afar, with nothing in it of any person, key, code or name? */

import { arch, platform, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { SelfTest } from '../../contract/readiness-api.ts';
import type { Settings } from '../../contract/settings.ts';
import type { Finding } from '../../core/readiness/finding.ts';
import { writeZip } from '../../export/write-zip.ts';
import type { LogTail } from '../../store/look-at-tail.ts';
import { diagnosticLog, isPlain } from './diagnostic-log.ts';
import { diagnosticSettings } from './diagnostic-settings.ts';

/** Small enough to be sent from a telephone. */
export const LARGEST_ZIP_BYTES = 2_000_000;

export type DiagnosticsInput = {
  readonly dataDir: string;
  readonly version: string;
  readonly atUtcMs: number;
  readonly settings: Settings;
  readonly findings: readonly Finding[];
  readonly selfTests: readonly SelfTest[];
  readonly tail: LogTail | null;
};

export function makeDiagnostics(input: DiagnosticsInput): Buffer {
  const { dataDir, version, atUtcMs, settings, findings, selfTests, tail } = input;
  const zip = writeZip([
    json('versions.json', {
      gate: version,
      atUtcMs,
      node: process.versions.node,
      sqlite: process.versions.sqlite ?? null,
      electron: process.versions.electron ?? null,
      system: platform(),
      release: release(),
      processor: arch(),
      memoryBytes: totalmem(),
    }),
    json('findings.json', findings.map(withoutNames)),
    json(
      'self-tests.json',
      selfTests.map((test) => ({ ...test, findings: test.findings.map(withoutNames) })),
    ),
    json('settings.json', diagnosticSettings(settings)),
    json('counts.json', countsOf(tail)),
    text('gate.log', diagnosticLog(join(dataDir, 'log', 'gate.log'))),
    text('shell.log', diagnosticLog(join(dataDir, 'shell', 'shell.log'))),
  ]);
  // A quarter of a megabyte of each log, before it is packed: what is larger is a fault of this program.
  if (zip.length > LARGEST_ZIP_BYTES) throw new Error('the diagnostics are larger than they may be');
  return zip;
}

/** Such as `gac-cong-diagnostics-2026-11-29.zip`. */
export function diagnosticsName(atUtcMs: number): string {
  return `gac-cong-diagnostics-${new Date(atUtcMs).toISOString().slice(0, 10)}.zip`;
}

/** Lanes, paths and scanners are called as somebody called them. */
function withoutNames({ check, state, word, values }: Finding): unknown {
  const plain = Object.entries(values).filter(([name, value]) => PLAIN_VALUES.has(name) && isPlain(value));
  return { check, state, word, values: Object.fromEntries(plain) };
}

const PLAIN_VALUES: ReadonlySet<string> = new Set([
  ...['version', 'hours', 'days', 'minutes', 'seconds', 'ms', 'count', 'links', 'broken', 'lists', 'line'],
  ...['megabytes', 'gigabytes', 'celsius', 'percent', 'codes', 'kind', 'trouble', 'group'],
  ...['width', 'height', 'fps', 'light', 'sharp'],
]);

function countsOf(tail: LogTail | null): unknown {
  if (tail === null) return null;
  const { entries, pending, quarantined, sizeBytes, links, broken } = tail;
  return { entries, pending, quarantined, sizeBytes, links, broken };
}

function json(name: string, value: unknown): { readonly name: string; readonly content: Uint8Array } {
  return text(name, `${JSON.stringify(value, null, 2)}\n`);
}

function text(name: string, content: string): { readonly name: string; readonly content: Uint8Array } {
  return { name, content: Buffer.from(content, 'utf8') };
}
