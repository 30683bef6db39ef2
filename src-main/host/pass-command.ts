/** How are passes made, listed, taken back and handed on from the command line? */

import { parseArgs } from 'node:util';
import type { PassOrder } from '../contract/pass-api.ts';
import { MOST_PASSES_AT_ONCE, passOrder } from '../contract/pass-api.ts';
import type { OpenedGate } from '../gate/opened-gate.ts';

export type PassCommandAnswer = { readonly status: number; readonly answer: unknown };

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 8;

/** `make`, `list`, `revoke ID`, `keys`; the answer is one object to be printed. */
export function runPassCommand(gate: OpenedGate, words: readonly string[], nowUtcMs: number): PassCommandAnswer {
  const [action, ...rest] = words;
  switch (action) {
    case 'make':
      return makePasses(gate, rest, nowUtcMs);
    case 'list':
      return { status: 0, answer: { passes: gate.listPasses() } };
    case 'revoke': {
      const answer = gate.revokePass({ id: rest[0] ?? '' });
      return { status: answer.type === 'revoked' ? 0 : 1, answer };
    }
    case 'keys':
      return { status: 0, answer: gate.passListForOthers() };
    default:
      return { status: 2, answer: { type: 'refused', reason: 'unknown-action' } };
  }
}

function makePasses(gate: OpenedGate, words: readonly string[], nowUtcMs: number): PassCommandAnswer {
  const order = orderOf(words, nowUtcMs);
  if (order === null) return { status: 2, answer: { type: 'refused', reason: 'wrong-options' } };
  const answer = gate.makePasses(order);
  return { status: answer.type === 'made' ? 0 : 1, answer };
}

/** `null` where an option is unknown or says something that no pass can be. */
function orderOf(words: readonly string[], nowUtcMs: number): PassOrder | null {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        for: { type: 'string', default: 'visitor' },
        name: { type: 'string' },
        count: { type: 'string', default: '1' },
        hours: { type: 'string', default: String(DEFAULT_HOURS) },
        often: { type: 'boolean', default: false },
        lanes: { type: 'string' },
      },
    });
    const parsed = passOrder.safeParse({
      purpose: values.for,
      name: values.name ?? null,
      count: Math.min(Number(values.count), MOST_PASSES_AT_ONCE + 1),
      notBeforeUtcMs: null,
      expiresAtUtcMs: nowUtcMs + Number(values.hours) * HOUR_MS,
      isOneTime: !values.often,
      laneIds: values.lanes?.split(',') ?? null,
    });
    return parsed.success ? parsed.data : null;
  } catch {
    return null; // Node's only way to say that an option is unknown.
  }
}
