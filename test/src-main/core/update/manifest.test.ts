/** Which releases does a gate take, and does it never take an older one? */

import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeInShare } from '../../../../src-main/core/share/place-in-share.ts';
import type { Standing, UpdateManifest } from '../../../../src-main/core/update/manifest.ts';
import { judgeManifest } from '../../../../src-main/core/update/manifest.ts';
import { compareVersions } from '../../../../src-main/core/update/version.ts';

const NOW = Date.UTC(2026, 10, 29);
const DAY_MS = 86_400_000;

const MANIFEST: UpdateManifest = {
  product: 'gac-cong',
  channel: 'stable',
  version: '1.1.0',
  minimumVersion: '1.0.0',
  dataGoesBackTo: 84,
  releasedAtUtcMs: NOW - DAY_MS,
  notAfterUtcMs: NOW + 60 * DAY_MS,
  sharePercent: 100,
  files: [
    {
      platform: 'linux-x64-kiosk',
      kind: 'version',
      name: 'a.tar.gz',
      sizeBytes: 1,
      unpackedBytes: 1,
      sha512: 'a'.repeat(128),
    },
  ],
  notes: { vi: '', en: '' },
};
const STANDING: Standing = {
  version: '1.0.0',
  channel: 'stable',
  platform: 'linux-x64-kiosk',
  dataForm: 84,
  newestSeenUtcMs: null,
  nowUtcMs: NOW,
  bad: [],
  share: 50,
  isByHand: false,
};

function judge(manifest: Partial<UpdateManifest>, standing: Partial<Standing> = {}): string {
  const judgement = judgeManifest({ ...MANIFEST, ...manifest }, { ...STANDING, ...standing });
  return judgement.type === 'refused' ? judgement.reason : judgement.type;
}

describe('a manifest whose signature holds', () => {
  test.each<[string, Partial<UpdateManifest>, Partial<Standing>]>([
    ['take', {}, {}],
    ['up-to-date', {}, { version: '1.1.0' }],
    ['older', {}, { version: '1.2.0' }],
    ['replayed', {}, { newestSeenUtcMs: NOW }],
    ['take', {}, { newestSeenUtcMs: NOW - DAY_MS }],
    ['expired', { notAfterUtcMs: NOW - 1 }, {}],
    ['expired', { notAfterUtcMs: NOW - 1 }, { version: '1.1.0' }],
    ['from-the-future', { releasedAtUtcMs: NOW + 2 * DAY_MS }, {}],
    ['other-product', { product: 'another' }, {}],
    ['other-channel', { channel: 'beta' }, {}],
    ['needs-a-step-between', { minimumVersion: '1.0.1' }, {}],
    ['no-way-back', { dataGoesBackTo: 85 }, {}],
    ['not-for-this-machine', {}, { platform: 'win32-x64-electron' }],
    ['failed-before', {}, { bad: ['1.1.0'] }],
    ['not-yet', { sharePercent: 50 }, {}],
    ['take', { sharePercent: 51 }, {}],
    ['take', { sharePercent: 0 }, { isByHand: true }],
  ])('%s', (answer, manifest, standing) => expect(judge(manifest, standing)).toBe(answer));
});

const version = fc
  .tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 }), fc.nat({ max: 20 }))
  .map((numbers) => numbers.join('.'));

test('nothing older is ever taken, by whatever it is offered', () => {
  fc.assert(
    fc.property(version, version, fc.boolean(), fc.nat({ max: 100 }), (offered, running, isByHand, sharePercent) => {
      const answer = judge({ version: offered, minimumVersion: '0.0.0', sharePercent }, { version: running, isByHand });
      if (answer === 'take') expect(compareVersions(offered, running)).toBeGreaterThan(0);
      expect(Math.sign(compareVersions(offered, running))).toBe(-Math.sign(compareVersions(running, offered)) + 0);
    }),
  );
});

test('who has a version at a small share has it at every larger one, and a tenth are about a tenth', () => {
  const gates = Array.from({ length: 2_000 }, (_, index) =>
    placeInShare(createHash('sha256').update(`gate-${index} 1.1.0`).digest('hex')),
  );
  const taking = (sharePercent: number): number[] =>
    gates.flatMap((share, index) => (judge({ sharePercent }, { share }) === 'take' ? [index] : []));
  expect(taking(50)).toEqual(expect.arrayContaining(taking(10)));
  expect(taking(10).length / gates.length).toBeGreaterThan(0.07);
  expect(taking(10).length / gates.length).toBeLessThan(0.13);
  expect(taking(0)).toEqual([]);
  expect(taking(100)).toHaveLength(gates.length);
});
