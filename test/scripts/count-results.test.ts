import { expect, test } from 'vitest';
import type { SerializedError, TestModule } from 'vitest/node';
import { createCountingReporter } from '../../scripts/count-results.ts';

type FakeTest = { readonly state: string; readonly note?: string };

function fakeModule(tests: readonly FakeTest[], errors: { readonly own?: number; readonly suite?: number } = {}) {
  return {
    relativeModuleId: 'test/a.test.ts',
    errors: () => Array(errors.own ?? 0),
    children: {
      allSuites: () => [{ errors: () => Array(errors.suite ?? 0) }],
      allTests: () =>
        tests.map(({ state, note }, index) => ({
          fullName: `test ${index}`,
          options: { mode: 'skip' },
          result: () => ({ state, note }),
        })),
    },
  } as unknown as TestModule;
}

function countOf(modules: TestModule[], unhandled: number) {
  const said: string[] = [];
  const reporter = createCountingReporter((text) => said.push(text));
  reporter.onTestRunEnd?.(modules, Array(unhandled) as SerializedError[], 'passed');
  return { counts: reporter.counts(), said };
}

test('each test is counted once, and each skipped one is named with its reason', () => {
  const tests = [
    { state: 'passed' },
    { state: 'passed' },
    { state: 'failed' },
    { state: 'skipped', note: 'no camera' },
  ];
  expect(countOf([fakeModule(tests), fakeModule([{ state: 'skipped' }])], 0)).toEqual({
    counts: { passed: 2, failed: 1, skipped: 2 },
    said: ['skipped: test/a.test.ts > test 3: no camera', 'skipped: test/a.test.ts > test 0: marked skip'],
  });
});

test('a file that cannot be loaded, a hook that fails, and an error that no test caught are failures', () => {
  expect(countOf([fakeModule([], { own: 1 })], 0).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countOf([fakeModule([{ state: 'passed' }], { suite: 1 })], 0).counts).toMatchObject({ passed: 1, failed: 1 });
  expect(countOf([fakeModule([{ state: 'passed' }])], 2).counts).toMatchObject({ passed: 1, failed: 2 });
});

test('a test that never ended has not passed', () => {
  expect(countOf([fakeModule([{ state: 'pending' }])], 0).counts).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('nothing is known of a run that never ended', () => {
  expect(createCountingReporter(() => undefined).counts()).toBeNull();
});
