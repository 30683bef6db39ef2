/** Do bombs, and everything that fuzzing ever found, come back as an answer? */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomFrom } from '../../support/credentials/forge.ts';
import { forgeableForms } from '../../support/credentials/forgeable-forms.ts';
import { trustIn } from '../../support/credentials/sign-cose.ts';
import { bombs, fuzzSeeds, nextInput } from '../../support/fuzz/inputs.ts';
import { fuzzTargets } from '../../support/fuzz/targets.ts';

const FOUND_DIR = join(import.meta.dirname, '../../fixtures/found-by-fuzz');
const forms = forgeableForms();
const trust = trustIn(forms.map(({ key }) => key));
/** Generous for a busy machine, and far below what a bomb that goes off would take. How quick it is, `npm run fuzz` measures. */
const GIVE_UP_MS = 20_000;

describe('a bomb', () => {
  test.each(bombs())('is answered by every decoder: $name', { timeout: GIVE_UP_MS }, ({ input }) => {
    for (const { name, run } of fuzzTargets(trust)) expect(() => run(input), name).not.toThrow();
  });
});

test('what fuzzing found is answered', { timeout: GIVE_UP_MS }, () => {
  const found = existsSync(FOUND_DIR) ? readdirSync(FOUND_DIR).filter((name) => name.endsWith('.bin')) : [];
  for (const file of found) {
    const input = readFileSync(join(FOUND_DIR, file));
    for (const { name, run } of fuzzTargets(trust)) expect(() => run(input), `${file}: ${name}`).not.toThrow();
  }
  expect(found.every((name) => /^[a-z0-9-]+\.bin$/.test(name))).toBe(true);
});

test('5,000 broken codes of one seed are answered', { timeout: 60_000 }, () => {
  const random = randomFrom(7);
  const seeds = fuzzSeeds(forms);
  const targets = fuzzTargets(trust);
  for (let round = 0; round < 5_000; round += 1) {
    const input = nextInput(seeds, random);
    const target = targets[round % targets.length];
    expect(() => target?.run(input), `${target?.name} in round ${round}`).not.toThrow();
  }
});
