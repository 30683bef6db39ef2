import { describe, expect, test } from 'vitest';
import { CSRF_HEADER } from '../../../src-collector/contract/console-api.ts';
import type { Door } from '../../../src-console/door/door.ts';
import { openDoor } from '../../../src-console/door/door.ts';

const FULL = { stage: 'full', csrf: 'first', name: 'an', roles: ['viewer'], unit: [], hasSecondStep: false };

type Sent = { readonly path: string; readonly csrf: string | null };

/** A collector that answers so, one after the other, and what it was asked. */
function doorTo(...answers: readonly (readonly [status: number, body: unknown] | 'cut')[]): {
  door: Door;
  sent: Sent[];
} {
  const sent: Sent[] = [];
  const door = openDoor(async (path, { headers }) => {
    sent.push({ path, csrf: new Headers(headers).get(CSRF_HEADER) });
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new Error('asked more often than the test says');
    if (answer === 'cut') throw new TypeError('Failed to fetch');
    const [status, body] = answer;
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  });
  return { door, sent };
}

describe('the way to the collector', () => {
  test('sends what proves that it is the page with every call, once somebody is in', async () => {
    const { door, sent } = doorTo([200, FULL], [200, {}]);
    await door.look();
    expect(await door.call('session.end', {})).toEqual({ type: 'done', output: {} });
    expect(sent).toEqual([
      { path: '/console/api/session.current', csrf: null },
      { path: '/console/api/session.end', csrf: 'first' },
    ]);
  });

  test('says that a session is over, that it was lost, and no longer once somebody is in again', async () => {
    const { door } = doorTo([200, FULL], [401, { reason: 'not-signed-in' }], [200, FULL]);
    await door.look();
    const heard: string[] = [];
    door.subscribe(() => heard.push(door.state().stage));
    expect(await door.call('session.end', {})).toEqual({ type: 'refused', reason: 'not-signed-in', retryAfterS: null });
    expect([heard, door.wasLost()]).toEqual([['none'], true]);
    await door.look();
    expect(door.wasLost()).toBe(false);
  });

  test('asks once more when another window of the browser has begun a new session', async () => {
    const { door, sent } = doorTo(
      [200, FULL],
      [403, { reason: 'no-console-token' }],
      [200, { ...FULL, csrf: 'second' }],
      [200, {}],
    );
    await door.look();
    expect((await door.call('session.end', {})).type).toBe('done');
    expect(sent.at(-1)).toEqual({ path: '/console/api/session.end', csrf: 'second' });
  });

  test.each([
    ['the network is gone', 'cut', 'no-network', null],
    ['a proxy answers instead', [502, '<html>'], 'out-of-order', null],
    ['a proxy forbids it', [403, '<html>'], 'strange-answer', null],
    ['the answer is not what the table says', [200, { stage: 'elsewhere' }], 'strange-answer', null],
    ['it was tried too often', [429, { reason: 'wait', retryAfterS: 30 }], 'wait', 30],
  ] as const)('says a word for it when %s', async (_what, answer, reason, retryAfterS) => {
    const { door } = doorTo(answer);
    expect(await door.call('session.current', {})).toEqual({ type: 'refused', reason, retryAfterS });
  });
});
