import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { FIRST_QUIET_MS, GIVE_UP_AFTER_MS, QUIET_MS, watchSilence } from '../../src-renderer/silence-watch.ts';

const ANSWER_WITHIN_MS = 3_000;

type Asked = { readonly answer: () => void; readonly refuse: () => void };

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function watched() {
  const told: string[] = [];
  const asked: Asked[] = [];
  const watch = watchSilence({
    ask: () =>
      new Promise((answer, refuse) => asked.push({ answer: () => answer(1), refuse: () => refuse(new Error()) })),
    answerWithinMs: ANSWER_WITHIN_MS,
    onSilent: () => told.push('silent'),
    onBack: () => told.push('back'),
    onDead: () => told.push('dead'),
  });
  onTestFinished(watch.stop);
  return { ...watch, told, asked };
}

const pass = (ms: number): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

test('a gate that speaks is not asked; one that has not spoken yet is, later than one that has', async () => {
  const { spoke, asked } = watched();
  await pass(FIRST_QUIET_MS - 1);
  spoke();
  for (let word = 0; word < 5; word += 1) {
    await pass(QUIET_MS - 1);
    spoke();
  }
  expect(asked).toHaveLength(0);
  await pass(QUIET_MS);
  expect(asked).toHaveLength(1);
});

test('an answer in time is a word, and the next question comes as late as after any', async () => {
  const { spoke, told, asked } = watched();
  spoke();
  await pass(QUIET_MS + ANSWER_WITHIN_MS - 1);
  asked[0]?.answer();
  await pass(QUIET_MS - 1);
  expect(asked).toHaveLength(1);
  await pass(1);
  expect([asked.length, told]).toEqual([2, []]);
});

test.each(['an answer', 'a word'])('%s that comes late brings a silent gate back, once', async (what) => {
  const { spoke, told, asked } = watched();
  spoke();
  await pass(QUIET_MS + ANSWER_WITHIN_MS);
  expect(told).toEqual(['silent']);
  await pass(GIVE_UP_AFTER_MS - 1);
  if (what === 'a word') spoke();
  asked[0]?.answer();
  await pass(1);
  expect(told).toEqual(['silent', 'back']);
  await pass(QUIET_MS + ANSWER_WITHIN_MS);
  expect(told).toEqual(['silent', 'back', 'silent']);
});

test('one that stays silent, or cannot be asked, is given up, and nothing is told afterwards', async () => {
  const silent = watched();
  await pass(FIRST_QUIET_MS + ANSWER_WITHIN_MS + GIVE_UP_AFTER_MS);
  silent.asked[0]?.answer();
  silent.spoke();
  await pass(60_000);
  expect(silent.told).toEqual(['silent', 'dead']);
  const refused = watched();
  await pass(FIRST_QUIET_MS);
  refused.asked[0]?.refuse();
  await pass(60_000);
  expect([refused.told, refused.asked.length]).toEqual([['dead'], 1]);
});

test('a watch that is stopped says nothing, whatever still comes', async () => {
  const { stop, spoke, told, asked } = watched();
  await pass(FIRST_QUIET_MS);
  stop();
  asked[0]?.refuse();
  spoke();
  await pass(60_000);
  expect([told, asked.length]).toEqual([[], 1]);
});
