/** How does this instance do, in figures that Prometheus reads? Counts and times only, nothing of any gate or person. */

import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  readonly settled: (counts: { readonly acknowledged: number; readonly refused: number }) => void;
  readonly batches: (underWay: number) => void;
  /** A batch was sent back because its gate had brought too much. */
  readonly overQuota: () => void;
};

/** Seconds: from a batch on an idle machine to the half minute that a gate waits. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** `GET /metrics`, and every request counted by its route, never by the path that was asked for. */
export function addMetrics(server: FastifyInstance): Metrics {
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

  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    requests.observe({ route, method: request.method, status: String(reply.statusCode) }, reply.elapsedTime / 1_000);
    done();
  });
  server.get('/metrics', async (_request, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
  return {
    settled: ({ acknowledged, refused }) => {
      entries.inc({ fate: 'acknowledged' }, acknowledged);
      entries.inc({ fate: 'refused' }, refused);
    },
    batches: (underWay) => batches.set(underWay),
    overQuota: () => overQuota.inc(),
  };
}
