/** Is a venue's pass believed as far as its signature, its times and its lists go, and no further? */

import { describe, expect, test } from 'vitest';
import { readPass } from '../../../../src-main/credentials/formats/pass.ts';
import { NO_TRUST } from '../../../../src-main/credentials/trust/trust.ts';
import { PASS_MADE_UTC_MS, testVenue, VENUE_NAME } from '../../../support/credentials/venue-pass.ts';

const venue = testVenue();
const stranger = testVenue();
const HOUR_MS = 3_600_000;
const noon = PASS_MADE_UTC_MS + 4 * HOUR_MS;

describe('a pass of this venue', () => {
  test('says who carries it, where and until when', () => {
    const text = venue.passOf({ isOneTime: true, laneIds: ['lane-2'] });
    expect(readPass(text, venue.trust(), noon)).toMatchObject({
      kind: 'pass',
      key: { scheme: 'pass', value: 'AAAAAAAAAAAAAAAAAAAAAA' },
      fields: { name: 'Trần Thị Kiểm Thử', validTo: { precision: 'day', year: 2026, month: 11, day: 23 } },
      proof: { state: 'verified', issuer: VENUE_NAME },
      pass: { isOneTime: true, laneIds: ['lane-2'] },
    });
  });

  test.each([
    ['verified', noon],
    ['not-yet-valid', PASS_MADE_UTC_MS - 1],
    ['expired', PASS_MADE_UTC_MS + 8 * HOUR_MS + 1],
  ] as const)('is %s by the clock', (state, nowUtcMs) => {
    expect(readPass(venue.passOf(), venue.trust(), nowUtcMs).proof.state).toBe(state);
  });

  test('is revoked once it has been taken back', () => {
    const trust = venue.trust(['AAAAAAAAAAAAAAAAAAAAAA']);
    expect(readPass(venue.passOf(), trust, noon).proof.state).toBe('revoked');
  });
});

describe('a pass that is not of this venue', () => {
  test('of another venue is of an unknown issuer, and nothing of it is passed on', () => {
    const judged = readPass(stranger.passOf(), venue.trust(), noon);
    expect(judged).toMatchObject({ proof: { state: 'unknown-issuer' }, pass: null, fields: { name: null } });
    expect(readPass(venue.passOf(), NO_TRUST, noon).proof.state).toBe('unknown-issuer');
  });

  test('signed by a stranger in the name of this venue is forged', () => {
    const text = stranger.passOf({ keyId: venue.keyId });
    expect(readPass(text, venue.trust(), noon).proof).toMatchObject({ state: 'forged', detail: 'signature' });
  });

  test('with any digit changed is never verified', () => {
    const text = venue.passOf();
    const changed = Array.from({ length: text.length - 11 }, (_, index) => {
      const at = index + 11;
      return text.slice(0, at) + String((Number(text[at]) + 1) % 10) + text.slice(at + 1);
    });
    expect(changed.length).toBeGreaterThan(200);
    const believed = changed.filter((each) => readPass(each, venue.trust(), noon).proof.state === 'verified');
    expect(believed).toEqual([]);
  });
});
