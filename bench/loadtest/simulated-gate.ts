/** What does a gate that comes back from an outage do to a collector, with nothing of the gate but its way of sending? */

import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { networkSettings } from '../../src-main/contract/network-settings.ts';
import type { StoredEntry } from '../../src-main/core/entry/entry.ts';
import { afterFailure } from '../../src-main/core/outbox/plan.ts';
import type { UploadState } from '../../src-main/core/ports.ts';
import type { EncodedBatch } from '../../src-main/upload/encode-batch.ts';
import { encodeBatch } from '../../src-main/upload/encode-batch.ts';
import { openLine } from '../../src-main/upload/post-json.ts';
import { packBatch } from '../../src-main/upload/read-batch.ts';
import { sendBatch } from '../../src-main/upload/send-batch.ts';

export type SimulatedGate = {
  readonly device: string;
  readonly epoch: string;
  readonly publicKeyRaw: Uint8Array;
  readonly privateKey: KeyObject;
  /** All that waits, in the order of the log. */
  readonly log: readonly StoredEntry[];
  readonly entries: number;
};

const BATCH = 500;
/** As in the uploader: a moment for more people to come. */
const GATHER_MS = 300;
/** Each batch waits as a real gate does, from its first failure on. */
const NEVER_TRIED: UploadState = {
  failures: 0,
  nextAttemptAtUtcMs: 0,
  batchLimit: BATCH,
  lastAcknowledgedAtUtcMs: null,
};

/** A gate with a log of `count` chained entries. */
export function simulatedGate(count: number, entryLike: (seq: number) => StoredEntry): SimulatedGate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyRaw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const [device, epoch] = [randomUUID(), randomBytes(16).toString('hex')];
  const log: StoredEntry[] = [];
  let previousHash = '0'.repeat(64);
  for (let seq = 1; seq <= count; seq += 1) {
    const hash = createHash('sha256').update(`${previousHash}${device}${seq}`).digest('hex');
    const subjectTag = randomBytes(32).toString('hex');
    log.push({ ...entryLike(seq), id: { device, epoch, seq }, subjectTag, previousHash, hash });
    previousHash = hash;
  }
  return { device, epoch, publicKeyRaw, privateKey, log, entries: count };
}

/** The whole log as batches, made before the time is taken, so that only the sending is measured. */
export function batchesOf({ log }: SimulatedGate): EncodedBatch[] {
  const batches: EncodedBatch[] = [];
  for (let from = 0; from < log.length; from += batches.at(-1)?.seqs.length ?? 0)
    batches.push(batchFrom(log, from, log.length));
  return batches;
}

function batchFrom(log: readonly StoredEntry[], from: number, to: number): EncodedBatch {
  const batch = encodeBatch(log.slice(from, Math.min(to, from + BATCH)), BATCH);
  if (batch === null) throw new Error('a batch of nothing');
  return batch;
}

/** Sends all of it, one batch at a time, each again until it is answered; the time of each request that was. */
export async function sendAll(
  gate: SimulatedGate,
  batches: readonly EncodedBatch[],
  urls: readonly string[],
  giveUpAtMs: number,
): Promise<number[]> {
  const sender = openSender(gate, urls, giveUpAtMs);
  const timesMs: number[] = [];
  for (const batch of batches) timesMs.push(await sender.send(batch));
  sender.close();
  return timesMs;
}

/**
 * Sends it as it would come about at so many entries a second: whatever is there when the last batch is settled, after the moment for
 * which a gate gathers; beginning anywhere in the first second, as people do.
 */
export async function sendLive(
  gate: SimulatedGate,
  perSecond: number,
  urls: readonly string[],
  giveUpAtMs: number,
): Promise<number[]> {
  const sender = openSender(gate, urls, giveUpAtMs);
  const timesMs: number[] = [];
  const startsAtMs = performance.now() + Math.random() * 1_000;
  for (let sent = 0; sent < gate.log.length; ) {
    const nextAtMs = startsAtMs + (sent * 1_000) / perSecond;
    await delay(Math.max(0, nextAtMs - performance.now()) + GATHER_MS);
    const here = Math.min(gate.log.length, 1 + Math.floor(((performance.now() - startsAtMs) * perSecond) / 1_000));
    const batch = batchFrom(gate.log, sent, Math.max(here, sent + 1));
    timesMs.push(await sender.send(batch));
    sent += batch.seqs.length;
  }
  sender.close();
  return timesMs;
}

type Sender = { readonly send: (batch: EncodedBatch) => Promise<number>; readonly close: () => void };

/** Its `send` gives the time of the request that was answered, when the pause that the answer asks for is over. */
function openSender({ device, privateKey }: SimulatedGate, urls: readonly string[], giveUpAtMs: number): Sender {
  const { signal } = new AbortController();
  const lines = urls.map((url) => openLine(url, networkSettings.parse({}), {}));
  let turn = 0;
  return {
    send: async (batch) => {
      let state = NEVER_TRIED;
      const packed = await packBatch(batch);
      for (;;) {
        if (performance.now() > giveUpAtMs) throw new Error('the load test took too long');
        // Instances are stateless: a gate may find another one behind the same address each time.
        const line = lines[turn % lines.length];
        turn += 1;
        if (line === undefined) throw new Error('no collector to send to');
        const startedAtMs = performance.now();
        const sent = await sendBatch(packed, Date.now(), { line, identity: { device }, privateKey, stop: signal });
        const tookMs = performance.now() - startedAtMs;
        if (sent.type === 'answered') {
          if (sent.answer.refused.length > 0) throw new Error('the collector refused an entry');
          if (sent.answer.nextUploadAfterMs > 0) await delay(sent.answer.nextUploadAfterMs);
          return tookMs;
        }
        state = afterFailure(state, sent.failure, 0, Math.random());
        await delay(Math.max(10, state.nextAttemptAtUtcMs));
      }
    },
    close: () => {
      for (const line of lines) line.close();
    },
  };
}
