/**
 * What does a code cost? Per format: recognising it, and, where it is signed, judging it, beside the bare check of the same
 * signature in the same run. `npm run bench:codes -- [--json] [--rounds 2000]`.
 */

import type { BenchedCode } from './support/benched-codes.ts';
import { benchedCodes } from './support/benched-codes.ts';
import { numberOption, wantsJson } from './support/options.ts';
import { ratio } from './support/statistics.ts';

type Figures = { readonly median: number; readonly p99: number };
type FormatReport = {
  readonly recogniseUs: Figures;
  readonly verifyMs: Figures | null;
  readonly bareSignatureMs: Figures | null;
  /** (verify − 0.3 ms) ÷ bare signature: at most 1.5 is the target. */
  readonly verifyOverBare: number | null;
};

const ALLOWANCE_MS = 0.3;
const rounds = numberOption('rounds', 2_000);
const formats: Record<string, FormatReport> = {};
for (const code of benchedCodes()) formats[code.kind] = measure(code);

if (!wantsJson()) for (const [kind, report] of Object.entries(formats)) process.stdout.write(lineOf(kind, report));
process.stdout.write(`${JSON.stringify({ formats, rounds })}\n`);

/** Recognise, judge and bare check take turns, so that a busy machine slows them alike. */
function measure({ recognise, judge, bare }: BenchedCode): FormatReport {
  const times = { recognise: [] as number[], judge: [] as number[], bare: [] as number[] };
  for (let round = -Math.ceil(rounds / 10); round < rounds; round += 1) {
    const isWarm = round >= 0;
    for (const [name, run] of [
      ['recognise', recognise],
      ['judge', judge],
      ['bare', bare],
    ] as const) {
      if (run === null) continue;
      const startedNs = process.hrtime.bigint();
      run();
      const tookMs = Number(process.hrtime.bigint() - startedNs) / 1e6;
      if (isWarm) times[name].push(tookMs);
    }
  }
  const verifyMs = judge === null ? null : figuresOf(times.judge, 1);
  const bareSignatureMs = bare === null ? null : figuresOf(times.bare, 1);
  const isBoth = verifyMs !== null && bareSignatureMs !== null;
  return {
    recogniseUs: figuresOf(times.recognise, 1_000),
    verifyMs,
    bareSignatureMs,
    verifyOverBare: isBoth ? ratio(Math.max(0, verifyMs.median - ALLOWANCE_MS), bareSignatureMs.median) : null,
  };
}

function figuresOf(timesMs: readonly number[], scale: number): Figures {
  const sorted = timesMs.toSorted((left, right) => left - right);
  const at = (share: number): number => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    return Math.round(value * scale * 1_000) / 1_000;
  };
  return { median: at(0.5), p99: at(0.99) };
}

function lineOf(kind: string, { recogniseUs, verifyMs, bareSignatureMs, verifyOverBare }: FormatReport): string {
  const signed =
    verifyMs === null || bareSignatureMs === null
      ? ''
      : ` · (verify − 0.3 ms) ÷ bare ${verifyOverBare} · verify ${verifyMs.median} / ${verifyMs.p99} ms · bare ${bareSignatureMs.median} / ${bareSignatureMs.p99} ms`;
  return `${kind.padEnd(16)} recognise ${recogniseUs.median} / ${recogniseUs.p99} µs${signed}\n`;
}
