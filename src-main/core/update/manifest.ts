/** What does a release say of itself, and may this gate take it? */

import { isAmong } from '../share/place-in-share.ts';
import { compareVersions } from './version.ts';

export const PRODUCT = 'gac-cong';

/** One file of a release. `version`: laid beside the running version. `installer`: handed to the operating system. */
export type UpdateFile = {
  readonly platform: string;
  readonly kind: 'version' | 'installer';
  readonly name: string;
  readonly sizeBytes: number;
  /** What it takes on the disk once unpacked. */
  readonly unpackedBytes: number;
  /** Lower-case hex. */
  readonly sha512: string;
};

export type UpdateManifest = {
  readonly product: string;
  readonly channel: string;
  readonly version: string;
  /** From an older one than this it is not taken. */
  readonly minimumVersion: string;
  /** The oldest form of the data folder whose programs can go on with what this version leaves in it. */
  readonly dataGoesBackTo: number;
  readonly releasedAtUtcMs: number;
  readonly notAfterUtcMs: number;
  /** Of all gates; who is among them is decided by `placeInShare`. */
  readonly sharePercent: number;
  readonly files: readonly UpdateFile[];
  readonly notes: { readonly vi: string; readonly en: string };
};

/** What a gate knows when it is shown a manifest whose signature holds. */
export type Standing = {
  readonly version: string;
  readonly channel: string;
  readonly platform: string;
  /** The form of the data folder that the running version writes. */
  readonly dataForm: number;
  /** The release date of the newest manifest that was ever believed; `null` = none was. */
  readonly newestSeenUtcMs: number | null;
  readonly nowUtcMs: number;
  /** Versions that were tried here and did not work. */
  readonly bad: readonly string[];
  /** In [0, 100). */
  readonly share: number;
  /** Brought by hand: whoever plugged it in has decided who is first. */
  readonly isByHand: boolean;
};

export const MANIFEST_REFUSALS = [
  'other-product',
  'other-channel',
  'from-the-future',
  'expired',
  'replayed',
  'older',
  'needs-a-step-between',
  'no-way-back',
  'not-for-this-machine',
  'failed-before',
] as const;
export type ManifestRefusal = (typeof MANIFEST_REFUSALS)[number];

export type Judgement =
  | { readonly type: 'take'; readonly file: UpdateFile }
  | { readonly type: 'up-to-date' }
  | { readonly type: 'not-yet' }
  | { readonly type: 'refused'; readonly reason: ManifestRefusal };

/** A clock may be a little behind the one that signed. */
const CLOCKS_DIFFER_MS = 24 * 3_600_000;

/** The signature holds; everything else is asked here, what speaks against the manifest itself first. */
export function judgeManifest(manifest: UpdateManifest, standing: Standing): Judgement {
  const { version, channel, platform, nowUtcMs, newestSeenUtcMs } = standing;
  if (manifest.product !== PRODUCT) return refused('other-product');
  if (manifest.channel !== channel) return refused('other-channel');
  if (manifest.releasedAtUtcMs > nowUtcMs + CLOCKS_DIFFER_MS) return refused('from-the-future');
  if (newestSeenUtcMs !== null && manifest.releasedAtUtcMs < newestSeenUtcMs) return refused('replayed');
  const isNewer = compareVersions(manifest.version, version);
  // Signed again and again without a new version: that is how a gate knows that nobody keeps one from it.
  if (nowUtcMs > manifest.notAfterUtcMs) return refused('expired');
  if (isNewer === 0) return { type: 'up-to-date' };
  if (isNewer < 0) return refused('older');
  if (standing.bad.includes(manifest.version)) return refused('failed-before');
  if (compareVersions(version, manifest.minimumVersion) < 0) return refused('needs-a-step-between');
  const file = manifest.files.find((each) => each.platform === platform);
  if (file === undefined) return refused('not-for-this-machine');
  // What is laid beside the running version must leave it a way back to the same entries.
  if (file.kind === 'version' && manifest.dataGoesBackTo > standing.dataForm) return refused('no-way-back');
  if (!standing.isByHand && !isAmong(standing.share, manifest.sharePercent)) return { type: 'not-yet' };
  return { type: 'take', file };
}

function refused(reason: ManifestRefusal): Judgement {
  return { type: 'refused', reason };
}
