/** Which release may this gate take, of all that it can see now? */

import type { UpdateRefusal } from '../contract/update-api.ts';
import type { Standing, UpdateFile, UpdateManifest } from '../core/update/manifest.ts';
import { judgeManifest } from '../core/update/manifest.ts';
import { compareVersions } from '../core/update/version.ts';
import { readManifest } from './read-manifest.ts';
import type { UpdateSource } from './source.ts';

export type Offer = { readonly manifest: UpdateManifest; readonly file: UpdateFile; readonly source: UpdateSource };

export type Look = {
  readonly offer: Offer | null;
  /** Why something that was found is not taken. */
  readonly refusal: UpdateRefusal | null;
  /** The newest manifest of the channel that was believed, whatever came of it. */
  readonly believed: UpdateManifest | null;
};

/** Asks each source; the newest version that may be taken is the offer. What a source says wrong keeps no other from being heard. */
export async function lookForUpdate(
  sources: readonly UpdateSource[],
  keys: readonly string[],
  standingFor: (version: string, isByHand: boolean) => Standing,
): Promise<Look> {
  let offer: Offer | null = null;
  let refusal: UpdateRefusal | null = null;
  let believed: UpdateManifest | null = null;
  for (const source of sources) {
    const answer = await source.manifest();
    const read = answer.type === 'read' ? await readManifest(answer.text, keys) : null;
    if (answer.type !== 'read') refusal = answer.type;
    else if (read?.type === 'refused') refusal = read.reason;
    if (read?.type !== 'read') continue;
    const { manifest } = read;
    const judgement = judgeManifest(manifest, standingFor(manifest.version, source.isByHand));
    if (judgement.type === 'refused') refusal = judgement.reason;
    const isOurs = judgement.type !== 'refused' || !NOT_OURS.has(judgement.reason);
    if (isOurs && (believed === null || manifest.releasedAtUtcMs > believed.releasedAtUtcMs)) believed = manifest;
    if (judgement.type !== 'take') continue;
    if (offer === null || compareVersions(manifest.version, offer.manifest.version) > 0) {
      offer = { manifest, file: judgement.file, source };
    }
  }
  return { offer, refusal: offer === null ? refusal : null, believed };
}

/** They say nothing of what is the newest release for this gate. */
const NOT_OURS: ReadonlySet<UpdateRefusal> = new Set([
  'other-product',
  'other-channel',
  'from-the-future',
  'expired',
  'replayed',
]);
