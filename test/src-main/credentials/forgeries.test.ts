/** Is anything believed that nobody signed? At least 100,000 forgeries of genuine codes, in every way that we can think of. */

import { expect, test } from 'vitest';
import { judgeSignedText } from '../../../src-main/credentials/open-credential.ts';
import { forgeOne, randomFrom } from '../../support/credentials/forge.ts';
import type { ForgeableForm } from '../../support/credentials/forgeable-forms.ts';
import { divocForm, forgeableForms } from '../../support/credentials/forgeable-forms.ts';
import { trustIn } from '../../support/credentials/sign-cose.ts';
import { SIGNED_UTC_MS } from '../../support/credentials/sign-hc1.ts';

const FORGERIES = 102_000;
const SEED = 2_278;

/** A minute of one processor's work, and far more where others want it too. */
const GIVE_UP_MS = 1_800_000;

/** Canonical forms take milliseconds; these are for the ways, not for the number. */
const DIVOC_FORGERIES = 1_000;

test(`${FORGERIES} forgeries: none is accepted`, { timeout: GIVE_UP_MS }, () => {
  expectNoneAccepted(forgeableForms(), FORGERIES);
});

test(`${DIVOC_FORGERIES} forgeries of a DIVOC certificate: none is accepted`, { timeout: GIVE_UP_MS }, () => {
  expectNoneAccepted([divocForm()], DIVOC_FORGERIES);
});

function expectNoneAccepted(forms: readonly ForgeableForm[], wanted: number): void {
  const trust = trustIn(forms.map(({ key }) => key));
  const random = randomFrom(SEED);
  const genuineTexts = new Set(forms.flatMap(({ genuine }) => genuine));
  for (const text of genuineTexts) {
    const judged = () => judgeSignedText(text, trust, SIGNED_UTC_MS).proof;
    let proof = judged();
    // Forgeries must not be told apart by a thread that is not up yet, or that a busy machine gave no time for its first answer.
    while (proof.detail === 'starting' || proof.detail === 'too-long') proof = judged();
    expect(proof.state).toBe('verified');
  }

  const ways = new Map<string, number>();
  const accepted: string[] = [];
  let made = 0;
  while (made < wanted) {
    const each = forms[made % forms.length];
    if (each === undefined) throw new Error('no form');
    const { way, text } = forgeOne(each.form, random);
    // What came out as it went in is no forgery.
    if (genuineTexts.has(text)) continue;
    made += 1;
    ways.set(way, (ways.get(way) ?? 0) + 1);
    const { state } = judgeSignedText(text, trust, SIGNED_UTC_MS).proof;
    if (state !== 'forged' && state !== 'unknown-issuer') accepted.push(`${each.form.name}: ${way}`);
  }
  process.stdout.write(
    `${made} forgeries of ${forms.length} forms in ${ways.size} ways: ${accepted.length} accepted\n`,
  );
  expect(accepted).toEqual([]);
  expect(Math.min(...ways.values())).toBeGreaterThan(wanted / 100);
}
