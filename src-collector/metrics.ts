/** How does this instance do, in figures that Prometheus reads? Counts and times only, nothing of any gate or person. */

import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AdapterFigures } from './adapters/adapter-state.ts';
import type { TrustFigures } from './queries.ts';

export type CountedFigures = TrustFigures & { readonly adapters: readonly AdapterFigures[] };

export type Metrics = {
  readonly settled: (counts: { readonly acknowledged: number; readonly refused: number }) => void;
  readonly batches: (underWay: number) => void;
  /** A batch was sent back because its gate had brought too much. */
  readonly overQuota: () => void;
};

/** Counting them takes the database longer than anything else here. */
const COUNTED_EVERY_MS = 60_000;
/** Seconds: from a batch on an idle machine to the half minute that a gate waits. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `GET /metrics`, and every request counted by its route, never by the path that was asked for. `count` is asked beside, and never waited for. */
export function addMetrics(server: FastifyInstance, count: () => Promise<CountedFigures>): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'gac_cong_collector_' });
  const requests = new Histogram({
    name: 'gac_cong_collector_request_seconds',
    help: 'Time from the request to its answer, by route, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS_S,
    registers,
  });
  const entries = new Counter({
    name: 'gac_cong_collector_entries_total',
    help: 'Entries answered: acknowledged (also those that were here before) or refused.',
    labelNames: ['fate'],
    registers,
  });
  const batches = new Gauge({
    name: 'gac_cong_collector_batches_under_way',
    help: 'Batches that are being stored now.',
    registers,
  });

  const overQuota = new Counter({
    name: 'gac_cong_collector_quota_refusals_total',
    help: 'Batches sent back because their gate had brought more than a gate may.',
    registers,
  });

  const breaks = new Gauge({
    name: 'gac_cong_collector_checkpoint_breaks',
    help: 'Signed checkpoints of the last week that do not fit what is here, or each other; as counted a minute ago.',
    registers,
  });
  const revoked = new Gauge({
    name: 'gac_cong_collector_revoked_gates',
    help: 'Gates whose right to send was taken.',
    registers,
  });
  const [waiting, aside, oldest] = (
    [
      ['waiting', 'Entries that wait to be passed on to another system.'],
      ['set_aside', 'Entries that another system does not take.'],
      ['oldest_seconds', 'When the first of what waits was stored, in seconds since 1970; 0 = nothing waits.'],
    ] as const
  ).map(
    ([name, help]) =>
      new Gauge({ name: `gac_cong_collector_adapter_${name}`, help, labelNames: ['adapter'], registers }),
  );
  // Nothing was counted yet, which is not the same as none.
  for (const gauge of [breaks, revoked]) gauge.set(Number.NaN);
  let countedAtMs = Number.NEGATIVE_INFINITY;
  function countAnew(): void {
    if (performance.now() - countedAtMs < COUNTED_EVERY_MS) return;
    countedAtMs = performance.now();
    count().then(
      ({ checkpointBreaks, revokedGates, adapters }) => {
        breaks.set(checkpointBreaks);
        revoked.set(revokedGates);
        for (const gauge of [waiting, aside, oldest]) gauge?.reset();
        for (const each of adapters) {
          waiting?.set({ adapter: each.name }, each.waiting);
          aside?.set({ adapter: each.name }, each.setAside);
          oldest?.set({ adapter: each.name }, (each.oldestAtUtcMs ?? 0) / 1_000);
        }
      },
      // That the database does not answer is said by /healthz; the figures stay those of before.
      () => undefined,
    );
  }

  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.observe({ route, method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    done();
  });
  server.get('/metrics', async (_request, reply) => {
    countAnew();
    return reply.header('content-type', registry.contentType).send(await registry.metrics());
  });
  return {
    settled: ({ acknowledged, refused }) => {
      entries.inc({ fate: 'acknowledged' }, acknowledged);
      entries.inc({ fate: 'refused' }, refused);
    },
    batches: (underWay) => batches.set(underWay),
    overQuota: () => overQuota.inc(),
  };
}
