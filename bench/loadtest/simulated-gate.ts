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
  readonly batches: readonly EncodedBatch[];
  readonly entries: number;
};

const BATCH = 500;
/** Each batch waits as a real gate does, from its first failure on. */
const NEVER_TRIED: UploadState = {
  failures: 0,
  nextAttemptAtUtcMs: 0,
  batchLimit: BATCH,
  lastAcknowledgedAtUtcMs: null,
};

/** A gate whose log of `count` chained entries waits, encoded already, so that only the sending is measured. */
export function simulatedGate(count: number, entryLike: (seq: number) => StoredEntry): SimulatedGate {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const publicKeyRaw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  const [device, epoch] = [randomUUID(), randomBytes(16).toString('hex')];
  const batches: EncodedBatch[] = [];
  let previousHash = '0'.repeat(64);
  let waiting: StoredEntry[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const hash = createHash('sha256').update(`${previousHash}${device}${seq}`).digest('hex');
    const subjectTag = randomBytes(32).toString('hex');
    waiting.push({ ...entryLike(seq), id: { device, epoch, seq }, subjectTag, previousHash, hash });
    previousHash = hash;
    if (waiting.length < BATCH && seq < count) continue;
    for (let batch = encodeBatch(waiting, BATCH); batch !== null; batch = encodeBatch(waiting, BATCH)) {
      batches.push(batch);
      waiting = waiting.slice(batch.seqs.length);
    }
  }
  return { device, epoch, publicKeyRaw, privateKey, batches, entries: count };
}

/** Sends all of it, one batch at a time, each again until it is answered; the time of each request that was. */
export async function sendAll(gate: SimulatedGate, urls: readonly string[], giveUpAtMs: number): Promise<number[]> {
  const stop = new AbortController();
  const timesMs: number[] = [];
  const lines = urls.map((url) => openLine(url, networkSettings.parse({}), {}));
  for (const [index, batch] of gate.batches.entries()) {
    let state = NEVER_TRIED;
    const packed = await packBatch(batch);
    for (let turn = index; ; turn += 1) {
      if (performance.now() > giveUpAtMs) throw new Error('the load test took too long');
      const startedAtMs = performance.now();
      // Instances are stateless: a gate may find another one behind the same address each time.
      const line = lines[turn % lines.length];
      if (line === undefined) throw new Error('no collector to send to');
      const { device, privateKey } = gate;
      const options = { line, identity: { device }, privateKey, stop: stop.signal };
      const sent = await sendBatch(packed, Date.now(), options);
      if (sent.type === 'answered') {
        if (sent.answer.refused.length > 0) throw new Error('the collector refused an entry');
        timesMs.push(performance.now() - startedAtMs);
        break;
      }
      state = afterFailure(state, sent.failure, 0, Math.random());
      await delay(Math.max(10, state.nextAttemptAtUtcMs));
    }
  }
  for (const line of lines) line.close();
  return timesMs;
}
