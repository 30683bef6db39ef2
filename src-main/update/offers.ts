/** Which release is offered to this gate, by which of the places it looks into, and what was wrong with what it found there? */

import type { NetworkSettings } from '../contract/network-settings.ts';
import type { UpdateRefusal, UpdateSettings } from '../contract/update-api.ts';
import type { OpeningHours } from '../core/hours/opening-hours.ts';
import { placeInShare } from '../core/share/place-in-share.ts';
import { badVersions } from '../core/update/launch.ts';
import { compareVersions } from '../core/update/version.ts';
import type { Environment } from '../upload/open-agent.ts';
import { dropOtherFiles } from './fetch-file.ts';
import type { Offer } from './look.ts';
import { lookForUpdate } from './look.ts';
import type { UpdateSource } from './source.ts';
import { findStick, folderSource, openSource } from './source.ts';
import { dropVersion, laidDownVersions, readSeen, readState, writeSeen } from './update-folder.ts';

const DAY_MS = 86_400_000;
/** A folder of releases that nobody signed anew for so long, or that was not reached, is said. */
const STALE_AFTER_MS = 45 * DAY_MS;

export type OffersOptions = {
  readonly root: string;
  readonly version: string;
  readonly platform: string;
  /** The form of the data folder that this version writes. */
  readonly dataForm: number;
  /** Keys that were built in. */
  readonly builtInKeys: readonly string[];
  readonly settings: () => {
    readonly updates: UpdateSettings;
    readonly network: NetworkSettings;
    readonly hours: OpeningHours | null;
  };
  /** A hash of device and version, in hex. */
  readonly digestFor: (version: string) => string;
  readonly nowUtcMs: () => number;
  readonly env: Environment;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  readonly stickRoots?: readonly string[] | undefined;
};

export type LastLook = { readonly atUtcMs: number; readonly isGood: boolean };

export type Offers = {
  /** Whose signature counts; none = nothing is looked for. */
  readonly keys: () => readonly string[];
  readonly offer: () => Offer | null;
  readonly lastLook: () => LastLook | null;
  readonly look: () => Promise<void>;
  /** Whether one with a release on it was plugged in since this was asked last. */
  readonly isNewStick: () => Promise<boolean>;
  /** What is wrong with the release or its file; `null` = nothing any more. */
  readonly refuse: (reason: UpdateRefusal | null) => void;
  readonly refusal: () => UpdateRefusal | null;
  /** Nobody has said for long what the newest release is. */
  readonly isStale: () => boolean;
};

export function openOffers(options: OffersOptions): Offers {
  const { root, version, nowUtcMs, log } = options;
  let offer: Offer | null = null;
  let refusal: UpdateRefusal | null = null;
  let lastLook: LastLook | null = null;
  let stick: string | null = null;
  let lookedUnder: string | null = null;

  function keys(): readonly string[] {
    const { updates } = options.settings();
    return updates.keys.length > 0 ? updates.keys : options.builtInKeys;
  }

  /** What an administrator said of updates: what was offered before they said something else is offered no more. */
  function terms(): string {
    const { source, channel, takesSticks } = options.settings().updates;
    return JSON.stringify([keys(), source, channel, takesSticks]);
  }

  function offerNow(): Offer | null {
    return lookedUnder === terms() ? offer : null;
  }

  function sources(): UpdateSource[] {
    const { updates, network } = options.settings();
    const found = stick === null ? [] : [folderSource(stick, true)];
    return updates.source === '' ? found : [...found, openSource(updates.source, network, options.env)];
  }

  async function look(): Promise<void> {
    const under = terms();
    const isUnderOthers = lookedUnder !== null && lookedUnder !== under;
    const seen = readSeen(root);
    const launched = readState(root);
    const bad = badVersions(launched ?? { bad: [] });
    // A release whose number is not the one inside of it must not be taken anew each night.
    const running = launched !== null && compareVersions(launched.current, version) > 0 ? launched.current : version;
    const found = await lookForUpdate(sources(), keys(), (offered, isByHand) => ({
      version: running,
      channel: options.settings().updates.channel,
      platform: options.platform,
      dataForm: options.dataForm,
      newestSeenUtcMs: seen.newestUtcMs,
      nowUtcMs: nowUtcMs(),
      bad,
      share: placeInShare(options.digestFor(offered)),
      isByHand,
    }));
    lastLook = { atUtcMs: nowUtcMs(), isGood: found.believed !== null };
    if (found.believed !== null) {
      const { releasedAtUtcMs, notAfterUtcMs } = found.believed;
      const newestUtcMs = Math.max(releasedAtUtcMs, seen.newestUtcMs ?? 0);
      writeSeen(root, { newestUtcMs, goodLookAtUtcMs: lastLook.atUtcMs, freshUntilUtcMs: notAfterUtcMs });
    }
    refuse(found.refusal);
    const before = offerNow();
    // Nobody said anything that counts: what was offered before goes on being offered, until it is too old.
    if (found.believed === null && before !== null && nowUtcMs() <= before.manifest.notAfterUtcMs) return;
    if (found.offer?.manifest.version !== before?.manifest.version) {
      log('update-offered', { offered: found.offer === null ? 0 : 1 });
    }
    offer = found.offer;
    lookedUnder = under;
    if (found.believed === null && !isUnderOthers) return;
    dropOtherFiles(root, offer?.file ?? null);
    dropWithdrawn(offer?.manifest.version ?? null);
  }

  /** A release that was laid down and is offered no more. Older ones are the launcher's. */
  function dropWithdrawn(offered: string | null): void {
    for (const laidDown of laidDownVersions(root)) {
      if (laidDown !== offered && compareVersions(laidDown, version) > 0) dropVersion(root, laidDown);
    }
  }

  function refuse(next: UpdateRefusal | null): void {
    if (next !== null && next !== refusal) log('update-refused', { reason: next });
    refusal = next;
  }

  return {
    keys,
    offer: offerNow,
    lastLook: () => (lookedUnder === terms() ? lastLook : null),
    look,
    isNewStick: async () => {
      const now = options.settings().updates.takesSticks ? await findStick(options.stickRoots) : null;
      const isNew = now !== null && now !== stick;
      stick = now;
      return isNew;
    },
    refuse,
    refusal: () => refusal,
    isStale: () => {
      if (options.settings().updates.source === '') return false;
      const { goodLookAtUtcMs, freshUntilUtcMs } = readSeen(root);
      if (freshUntilUtcMs !== null && nowUtcMs() > freshUntilUtcMs) return true;
      return goodLookAtUtcMs !== null && nowUtcMs() - goodLookAtUtcMs > STALE_AFTER_MS;
    },
  };
}
