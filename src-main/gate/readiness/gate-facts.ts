/** What does a running gate know of itself besides, and what did a self-test add? */

import type { SelfTestInput } from '../../contract/readiness-api.ts';
import type { Settings } from '../../contract/settings.ts';
import type { GateStatus } from '../../contract/status-api.ts';
import type { Facts } from '../../core/readiness/judge.ts';
import type { ForeignKeyFacts } from '../../core/readiness/judge-keys.ts';
import type { Environment } from '../../upload/open-agent.ts';
import { askCollector, seeFolder, seeKeys, seeMachine } from './gather-facts.ts';

/** People may be scanned meanwhile: so much is read within some milliseconds. */
const FULL_CHECK_MAX_BYTES = 8 * 1024 * 1024;

export type GateFactsOptions = {
  readonly dataDir: string;
  readonly env: Environment;
  readonly settings: Settings;
  readonly status: GateStatus;
  readonly nowUtcMs: number;
  readonly clockWasSet: boolean;
};

/** Seconds where the collector is silent; scanning goes on meanwhile. */
export async function gateFacts(options: GateFactsOptions, printers: number | null): Promise<Facts> {
  const { dataDir, env, settings, status, nowUtcMs } = options;
  const [{ data, tail }, collector, machine] = await Promise.all([
    seeFolder(dataDir, FULL_CHECK_MAX_BYTES),
    askCollector(settings, env),
    seeMachine(new Date(nowUtcMs), printers),
  ]);
  const { outbox } = status;
  return {
    nowUtcMs,
    clock: {
      wallUtcMs: nowUtcMs,
      offsetMs: status.clock.offsetMs,
      wasSet: options.clockWasSet,
      isUnsure: status.retention.state === 'waits',
    },
    data: {
      ...data,
      settings: status.settings,
      live: {
        isLogFailing: status.log === 'failing',
        damagedLog: status.damagedLog,
        isLogCopied: status.copiedLog !== 'none',
        backup: status.backup,
      },
    },
    keys: {
      ...seeKeys(dataDir, settings.trust, tail, nowUtcMs),
      authority: foreignKey(status.authority),
      tracing: foreignKey(status.tracing),
    },
    collector: { ...collector, outbox: { ...outbox, isRefused: outbox.collector === 'refused' } },
    machine,
    program: null,
    devices: null,
    lanes: lanesOf(settings, status, null),
    cameras: [],
    sound: null,
  };
}

/** Readers as they are now, which may be another than when the machine was looked at. */
export function withSelfTest(facts: Facts, settings: Settings, status: GateStatus, input: SelfTestInput): Facts {
  const isCamera = (id: string): boolean => settings.readers.some((each) => each.id === id && each.kind === 'camera');
  return {
    ...facts,
    lanes: lanesOf(settings, status, input.trials),
    // Of a camera that is lost its reader says all there is to say.
    cameras: input.cameras.filter(({ readerId }) => isCamera(readerId) && !isLost(status, readerId)),
    sound: input.sound,
  };
}

function isLost(status: GateStatus, readerId: string): boolean {
  return status.readers.some(({ id, state }) => id === readerId && state === 'lost');
}

function lanesOf(settings: Settings, status: GateStatus, trials: SelfTestInput['trials'] | null): Facts['lanes'] {
  return {
    lanes: settings.lanes,
    readers: status.readers.map(({ id, laneId, kind, state, trouble, health }) => ({
      id,
      laneId,
      kind,
      state,
      trouble,
      codes: health.codes,
      trial: trials === null ? null : (trials.find(({ readerId }) => readerId === id)?.trial ?? 'skipped'),
    })),
    barriers: status.barriers.map(({ laneId, state }) => ({ laneId, isOutOfOrder: state === 'out-of-order' })),
  };
}

function foreignKey(key: GateStatus['authority']): ForeignKeyFacts {
  if (key.type === 'none' || key.type === 'without') return { type: key.type };
  return { type: key.type === 'sealing' ? 'valid' : 'expiring', untilUtcMs: key.untilUtcMs };
}
