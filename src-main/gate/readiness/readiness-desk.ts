/** Is this gate ready for its shift, who tested it when, and what can be sent to whoever mends it? */

import { join } from 'node:path';
import type { Examination, ReadinessGate, SelfTest, SelfTestInput } from '../../contract/readiness-api.ts';
import type { Settings } from '../../contract/settings.ts';
import type { GateStatus } from '../../contract/status-api.ts';
import { isTestDue } from '../../core/readiness/due.ts';
import { resultOf } from '../../core/readiness/finding.ts';
import type { Facts } from '../../core/readiness/judge.ts';
import { judge } from '../../core/readiness/judge.ts';
import type { SyncedClock } from '../../devices/clock.ts';
import { lookAtTail } from '../../store/look-at-tail.ts';
import type { Environment } from '../../upload/open-agent.ts';
import { LOG_FILE } from '../open-log.ts';
import type { Log } from '../opened-gate.ts';
import { diagnosticsName, makeDiagnostics } from './diagnostics.ts';
import { gateFacts, withSelfTest } from './gate-facts.ts';
import { openSelfTestFile } from './self-test-file.ts';

/** A machine that was looked at during this self-test is not looked at again at its end. */
const FRESH_FOR_MS = 90_000;

export type ReadinessDesk = {
  readonly calls: ReadinessGate;
  readonly lastTest: () => SelfTest | null;
};

export type ReadinessDeskOptions = {
  readonly dataDir: string;
  readonly version: string;
  readonly env: Environment;
  readonly clock: SyncedClock;
  readonly settings: () => Settings;
  readonly status: () => GateStatus;
  /** A self-test is over, and whoever hears of this gate should. */
  readonly onTested: () => void;
  readonly log: Log;
};

export function openReadinessDesk(options: ReadinessDeskOptions): ReadinessDesk {
  const { dataDir, clock, settings, status, log } = options;
  const file = openSelfTestFile(dataDir);
  let seen: { readonly facts: Facts; readonly atMs: number } | null = null;
  let looking: Promise<Facts> | null = null;

  /** Whoever asks while somebody looks is told what is seen then. */
  function look(): Promise<Facts> {
    looking ??= seeNow().finally(() => {
      looking = null;
    });
    return looking;
  }

  async function seeNow(): Promise<Facts> {
    const facts = await gateFacts(
      {
        dataDir,
        env: options.env,
        settings: settings(),
        status: status(),
        nowUtcMs: clock.now().wallUtcMs,
        clockWasSet: clock.isDoubted(),
      },
      null,
    );
    seen = { facts, atMs: clock.now().monotonicMs };
    return facts;
  }

  async function examine(): Promise<Examination> {
    const facts = await look();
    return { atUtcMs: facts.nowUtcMs, findings: [...judge(facts)] };
  }

  async function finish(input: SelfTestInput): Promise<{ test: SelfTest; isKept: boolean }> {
    const isFresh = seen !== null && clock.now().monotonicMs - seen.atMs < FRESH_FOR_MS;
    const facts = isFresh && seen !== null ? seen.facts : await look();
    const { printers } = input;
    const whole = printers === null ? facts : { ...facts, machine: { ...facts.machine, printers } };
    const findings = [...judge(withSelfTest(whole, settings(), status(), input))];
    const test: SelfTest = {
      atUtcMs: clock.now().wallUtcMs,
      tookMs: Math.round(input.tookMs),
      result: resultOf(findings),
      findings,
    };
    const isKept = file.keep(test);
    log('self-tested', { state: test.result, count: findings.filter(({ state }) => state !== 'good').length });
    options.onTested();
    return { test, isKept };
  }

  return {
    lastTest: () => file.tests()[0] ?? null,
    calls: {
      examine,
      finishSelfTest: finish,
      listSelfTests: () => {
        const tests = [...file.tests()];
        const isDue = isTestDue(settings().venue.hours, tests[0]?.atUtcMs ?? null, clock.now().wallUtcMs);
        return { tests, isDue };
      },
      diagnostics: async () => {
        const { atUtcMs, findings } = await examine();
        const zip = makeDiagnostics({
          dataDir,
          version: options.version,
          atUtcMs,
          settings: settings(),
          findings,
          selfTests: file.tests(),
          tail: lookAtTail(join(dataDir, LOG_FILE), 0),
        });
        log('diagnostics-made');
        return { name: diagnosticsName(atUtcMs), base64: zip.toString('base64') };
      },
    },
  };
}
