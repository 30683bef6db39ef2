/** Is linked data brought into one form, without a network and without waiting for ever? */

import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createCanoniser } from '../../../../../src-main/credentials/formats/divoc/canonise.ts';
import { CREDENTIAL, TEST_CONTEXTS, testCanoniser } from '../../../../support/credentials/sign-divoc.ts';

test('the same statements have one form, in whatever order they were written', () => {
  const { evidence, issuer, ...rest } = CREDENTIAL;
  const [first, second] = [testCanoniser([CREDENTIAL]), testCanoniser([{ issuer, ...rest, evidence }])];
  expect(first).toEqual(second);
  expect(first).toMatchObject({ type: 'canonical', texts: [expect.stringContaining('"Thử Văn Kiểm"')] });
});

test('a word without a meaning, and a context that is not there, refuse the document', () => {
  const refused = { type: 'refused', reason: 'not-linked-data' };
  expect(testCanoniser([{ ...CREDENTIAL, unheardOf: 'said by nobody' }])).toEqual(refused);
  expect(testCanoniser([{ ...CREDENTIAL, '@context': ['https://elsewhere.example/v1'] }])).toEqual(refused);
});

test('twins inside a document are told apart by their places', () => {
  const twin = { part: [{ part: { name: 'A' } }, { part: { name: 'A' } }] };
  expect(testCanoniser([{ ...CREDENTIAL, part: Array.from({ length: 60 }, () => twin) }]).type).toBe('canonical');
});

test('a graph that only a search through all orders could sort is refused', () => {
  const nodes = Array.from({ length: 12 }, (_, index) => `_:b${index}`);
  const everyOther = (id: string) => nodes.filter((other) => other !== id).map((other) => ({ id: other }));
  const graph = nodes.map((id) => ({ id, part: everyOther(id) }));
  expect(testCanoniser([{ ...CREDENTIAL, part: graph }])).toEqual({ type: 'refused', reason: 'not-linked-data' });
});

test('whoever has no time gets an answer all the same, and the thread that took too long is given up', async () => {
  const hasty = createCanoniser(TEST_CONTEXTS, 1);
  // Seconds of work: a busy machine may wake whoever waits for one millisecond long after it.
  const many = Array.from({ length: 2_000 }, () => CREDENTIAL);
  let answer = hasty(many);
  expect(answer).toEqual({ type: 'refused', reason: 'starting' });
  while (answer.type === 'refused' && answer.reason === 'starting') {
    await sleep(20);
    answer = hasty(many);
  }
  expect(answer).toEqual({ type: 'refused', reason: 'too-long' });
  expect(hasty(many)).toEqual({ type: 'refused', reason: 'starting' });
});
