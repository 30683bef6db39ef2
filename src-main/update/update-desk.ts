/** How does a newer version get onto this gate, step by step, while nobody is there? */

import { existsSync } from 'node:fs';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { UpdateRefusal, UpdateSettings, UpdateStatus } from '../contract/update-api.ts';
import type { OpeningHours } from '../core/hours/opening-hours.ts';
import { badVersions } from '../core/update/launch.ts';
import { shareOf } from '../core/update/manifest.ts';
import type { Stage, UpdateFacts, UpdateStep, WaitReason } from '../core/update/plan.ts';
import { nextQuietUtcMs, planUpdate } from '../core/update/plan.ts';
import { compareVersions } from '../core/update/version.ts';
import type { Environment } from '../upload/open-agent.ts';
import { dropOtherFiles, fetchedPath, fetchFile } from './fetch-file.ts';
import { handToInstaller } from './hand-to-installer.ts';
import { layDown } from './lay-down.ts';
import type { Offer } from './look.ts';
import { lookForUpdate } from './look.ts';
import type { UpdateSource } from './source.ts';
import { findStick, folderSource, openSource } from './source.ts';
import { dropVersion, laidDownVersions, readSeen, readState, writeSeen, writeWish } from './update-folder.ts';

const DAY_MS = 86_400_000;
/** A folder of releases that nobody signed anew for so long, or that was not reached, is said. */
const STALE_AFTER_MS = 45 * DAY_MS;
const LONGEST_WAIT_MS = 60_000;
const WAITS_FOR_AN_HOUR: ReadonlySet<WaitReason> = new Set(['opening-hours', 'night']);

export type UpdateDeskOptions = {
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
  readonly isClockSure: () => boolean;
  readonly lastPassedAtUtcMs: () => number | null;
  readonly lastUsedAtUtcMs: () => number | null;
  readonly isOnMains: () => boolean;
  readonly readFreeBytes: () => Promise<number | null>;
  /** Before another version is let at the data. Throws where that cannot be made sure: then there is no update. */
  readonly beforeSwitch: () => void;
  /** Ends this process in good order, so that the launcher starts the version that is wished for. */
  readonly restart: () => void;
  readonly onChange: () => void;
  readonly env: Environment;
  readonly log: (event: string, fields?: Record<string, number | string>) => void;
  /** How often it is asked what to do; a minute unless said otherwise. */
  readonly paceMs?: number | undefined;
  readonly stickRoots?: readonly string[] | undefined;
};

export type UpdateDesk = {
  readonly status: () => UpdateStatus;
  /** Somebody wants to know now. */
  readonly lookSoon: () => void;
  readonly close: () => Promise<void>;
};

export function openUpdateDesk(options: UpdateDeskOptions): UpdateDesk {
  const { root, version, nowUtcMs, log } = options;
  const paceMs = options.paceMs ?? LONGEST_WAIT_MS;
  const stop = new AbortController();
  let offer: Offer | null = null;
  let step: UpdateStep = { do: 'wait', why: 'nothing', untilUtcMs: nowUtcMs() };
  let refusal: UpdateRefusal | null = null;
  let lastLook: UpdateFacts['lastLook'] = null;
  let lastFailedAtUtcMs: number | null = null;
  let isLookWished = false;
  let stick: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();

  function keys(): readonly string[] {
    const { updates } = options.settings();
    return updates.keys.length > 0 ? updates.keys : options.builtInKeys;
  }

  function sources(): UpdateSource[] {
    const { updates, network } = options.settings();
    const found = stick === null ? [] : [folderSource(stick, true)];
    return updates.source === '' ? found : [...found, openSource(updates.source, network, options.env)];
  }

  function noteStick(): void {
    const now = options.settings().updates.takesSticks ? findStick(options.stickRoots) : null;
    if (now !== null && now !== stick) isLookWished = true;
    stick = now;
  }

  async function facts(): Promise<UpdateFacts> {
    return {
      nowUtcMs: nowUtcMs(),
      isClockSure: options.isClockSure(),
      hours: options.settings().hours,
      lastPassedAtUtcMs: options.lastPassedAtUtcMs(),
      lastUsedAtUtcMs: options.lastUsedAtUtcMs(),
      isOnMains: options.isOnMains(),
      freeBytes: await options.readFreeBytes(),
      lastLook,
      isLookWished,
      offer: offer === null ? null : { stage: stageOf(offer), needsBytes: needsOf(offer) },
      lastFailedAtUtcMs,
    };
  }

  function stageOf({ manifest, file }: Offer): Stage {
    if (file.kind === 'version' && laidDownVersions(root).includes(manifest.version)) return 'laid-down';
    if (!existsSync(fetchedPath(root, file))) return 'offered';
    return file.kind === 'version' ? 'fetched' : 'laid-down';
  }

  async function look(): Promise<void> {
    isLookWished = false;
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
      share: shareOf(options.digestFor(offered)),
      isByHand,
    }));
    lastLook = { atUtcMs: nowUtcMs(), isGood: found.believed !== null };
    if (found.believed !== null) {
      const { releasedAtUtcMs, notAfterUtcMs } = found.believed;
      const newestUtcMs = Math.max(releasedAtUtcMs, seen.newestUtcMs ?? 0);
      writeSeen(root, { newestUtcMs, goodLookAtUtcMs: lastLook.atUtcMs, freshUntilUtcMs: notAfterUtcMs });
    }
    note(found.refusal);
    // Nobody said anything that counts: what was offered before goes on being offered, until it is too old.
    if (found.believed === null && offer !== null && nowUtcMs() <= offer.manifest.notAfterUtcMs) return;
    if (found.offer?.manifest.version !== offer?.manifest.version) {
      log('update-offered', { offered: found.offer === null ? 0 : 1 });
    }
    offer = found.offer;
    if (found.believed === null) return;
    dropOtherFiles(root, offer?.file ?? null);
    dropWithdrawn(offer?.manifest.version ?? null);
  }

  /** A release that was laid down and is offered no more. Older ones are the launcher's. */
  function dropWithdrawn(offered: string | null): void {
    for (const laidDown of laidDownVersions(root)) {
      if (laidDown !== offered && compareVersions(laidDown, version) > 0) dropVersion(root, laidDown);
    }
  }

  function note(next: UpdateRefusal | null): void {
    if (next !== null && next !== refusal) log('update-refused', { reason: next });
    refusal = next;
  }

  /** What failed is said, and tried again after a while: it may be the line, or a release that is being copied just now. */
  function settle(failed: UpdateRefusal | null): void {
    note(failed);
    lastFailedAtUtcMs = failed === null ? null : nowUtcMs();
  }

  async function fetchOffer({ source, file }: Offer): Promise<void> {
    const answer = await fetchFile(source, file, root, stop.signal);
    if (!stop.signal.aborted) settle(answer.type === 'fetched' ? null : answer.type);
  }

  async function layOfferDown({ manifest, file }: Offer): Promise<void> {
    const answer = await layDown(root, manifest.version, file);
    settle(answer.type === 'laid-down' ? null : answer.type);
  }

  function handOver({ manifest, file }: Offer): void {
    log('update-begins');
    options.beforeSwitch();
    if (file.kind === 'installer') {
      handToInstaller(fetchedPath(root, file));
      return;
    }
    writeWish(root, manifest.version, nowUtcMs());
    options.restart();
  }

  /** Everything that can be done now, one step after the other. */
  async function work(): Promise<void> {
    noteStick();
    if (keys().length === 0) return;
    // Who is on trial itself has something else to show first; it is over in some minutes.
    if (readState(root)?.trial != null) return;
    while (!stop.signal.aborted) {
      step = planUpdate(await facts());
      options.onChange();
      if (step.do === 'wait') return;
      if (step.do === 'look') await look();
      else if (offer === null) return;
      else if (step.do === 'fetch') await fetchOffer(offer);
      else if (step.do === 'lay-down') await layOfferDown(offer);
      else {
        handOver(offer);
        stop.abort();
      }
    }
  }

  function run(): void {
    timer = null;
    underWay = work()
      .catch((error: unknown) => {
        // The disk is full or gone. The gate is not to fall with it.
        log('update-failed', { error: error instanceof Error ? error.name : 'unknown' });
        lastFailedAtUtcMs = nowUtcMs();
      })
      .then(schedule);
  }

  function schedule(): void {
    options.onChange();
    if (stop.signal.aborted) return;
    timer = setTimeout(run, isLookWished ? 0 : paceMs);
    timer.unref();
  }

  function isStale(): boolean {
    if (options.settings().updates.source === '') return false;
    const { goodLookAtUtcMs, freshUntilUtcMs } = readSeen(root);
    if (freshUntilUtcMs !== null && nowUtcMs() > freshUntilUtcMs) return true;
    return goodLookAtUtcMs !== null && nowUtcMs() - goodLookAtUtcMs > STALE_AFTER_MS;
  }

  function stateNow(): UpdateStatus['state'] {
    if (keys().length === 0) return 'no-key';
    if (offer === null) return 'idle';
    return step.do === 'wait' ? 'waiting' : 'working';
  }

  schedule();
  return {
    status: () => {
      const launched = readState(root);
      const waiting = offer !== null && step.do === 'wait' ? step : null;
      return {
        state: stateNow(),
        version: offer?.manifest.version ?? null,
        notes: offer?.manifest.notes ?? null,
        waitsFor: waiting?.why ?? null,
        nextAtUtcMs:
          waiting !== null && WAITS_FOR_AN_HOUR.has(waiting.why)
            ? nextQuietUtcMs(options.settings().hours, nowUtcMs())
            : null,
        refusal,
        isStale: isStale(),
        lastLookAtUtcMs: lastLook?.atUtcMs ?? null,
        isOnTrial: launched?.trial?.version === version,
        last: launched?.last == null ? null : { reason: null, ...launched.last },
      };
    },
    lookSoon: () => {
      isLookWished = true;
      if (timer === null) return;
      clearTimeout(timer);
      run();
    },
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}

function needsOf({ file }: Offer): number {
  return file.sizeBytes + (file.kind === 'version' ? file.unpackedBytes : 0);
}
