import { expect, test } from 'vitest';
import type { GateEvent } from '../../../src-main/contract/gate-api.ts';
import { MOST_WAITING_EVENTS, watchGate } from '../../../src-main/host/watch-gate.ts';
import { createFakeGate } from '../../support/fake-gate.ts';

/** What a screen has heard when the gate has nothing more to say. */
async function heard(watch: AsyncGenerator<GateEvent, void>, end: AbortController): Promise<GateEvent[]> {
  const events: GateEvent[] = [];
  const reading = (async () => {
    for await (const event of watch) events.push(event);
  })();
  await new Promise((resolve) => setImmediate(resolve));
  end.abort();
  await reading;
  return events;
}

function watched(fake: ReturnType<typeof createFakeGate>, end: AbortController): AsyncGenerator<GateEvent, void> {
  return watchGate(fake.gate, fake.gate.openCaller(), end.signal);
}

test('a screen hears a snapshot and what it may do; of a gate at which somebody was, also who', async () => {
  const fake = createFakeGate();
  const [first, second] = [new AbortController(), new AbortController()];
  expect((await heard(watched(fake, first), first)).map(({ type }) => type)).toEqual(['snapshot', 'access']);
  fake.show({});
  fake.show({ verdict: 'refuse' });
  const events = await heard(watched(fake, second), second);
  expect(events.map(({ type }) => type)).toEqual(['snapshot', 'access', 'shown-before']);
  expect(events[2]).toMatchObject({ before: [{ shown: { verdict: 'admit' } }, { shown: { verdict: 'refuse' } }] });
});

test('a screen that is far behind hears the last verdicts once more instead of what it missed', async () => {
  const fake = createFakeGate();
  const end = new AbortController();
  const watch = watched(fake, end);
  await watch.next();
  for (let count = 0; count < MOST_WAITING_EVENTS + 10; count += 1) fake.show({});
  const events = await heard(watch, end);
  expect(events[0]?.type).toBe('snapshot');
  const before = events.find((event) => event.type === 'shown-before');
  expect(before?.before).toHaveLength(8);
  const after = events.flatMap((event) => (event.type === 'shown' ? [event.shown.entry?.seq] : []));
  const last = before?.before.at(-1)?.shown.entry?.seq ?? Number.NaN;
  expect(after[0]).toBe(last + 1);
  expect(after.at(-1)).toBe(MOST_WAITING_EVENTS + 10);
});
