/** How does a newer version get onto this gate, step by step, while nobody is there? */

import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { UpdateRefusal, UpdateStatus } from '../contract/update-api.ts';
import type { Stage, UpdateFacts, UpdateStep, WaitReason } from '../core/update/plan.ts';
import { isLiftedByWord, nextQuietUtcMs, planUpdate, WANTED_FOR_MS } from '../core/update/plan.ts';
import { fetchedBytes, fetchedPath, fetchFile } from './fetch-file.ts';
import { handToInstaller } from './hand-to-installer.ts';
import { layDown } from './lay-down.ts';
import type { Offer } from './look.ts';
import type { OffersOptions } from './offers.ts';
import { openOffers } from './offers.ts';
import { laidDownVersions, readState, writeWish } from './update-folder.ts';

const LONGEST_WAIT_MS = 60_000;
/** A share whose server is gone may never answer: nobody who ends the gate is kept waiting by it. What is cut then goes on at the next start. */
const ENDS_WITHIN_MS = 1_000;
const WAITS_FOR_AN_HOUR: ReadonlySet<WaitReason> = new Set(['opening-hours', 'night']);

export type UpdateDeskOptions = OffersOptions & {
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
  /** How often it is asked what to do; a minute unless said otherwise. */
  readonly paceMs?: number | undefined;
};

export type UpdateDesk = {
  readonly status: () => UpdateStatus;
  /** Somebody wants to know now. */
  readonly lookSoon: () => void;
  /** Somebody who may says that it need not wait until nobody is there; opening hours, mains, clock and disk are waited for all the same. */
  readonly takeNow: () => void;
  readonly close: () => Promise<void>;
};

export function openUpdateDesk(options: UpdateDeskOptions): UpdateDesk {
  const { root, version, nowUtcMs, log } = options;
  const paceMs = options.paceMs ?? LONGEST_WAIT_MS;
  const stop = new AbortController();
  const offers = openOffers(options);
  let step: UpdateStep = { do: 'wait', why: 'nothing', untilUtcMs: nowUtcMs() };
  let lastFailedAtUtcMs: number | null = null;
  let wantedUntilUtcMs: number | null = null;
  let isLookWished = false;
  /** What the system was asked to install; it is asked once. */
  let handedOver: string | null = null;
  /** A file that was whole, as it was signed, and no version: unpacking it each quarter of an hour would wear the disk and change nothing. */
  let inVain: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> = Promise.resolve();

  function offerNow(): Offer | null {
    const offer = offers.offer();
    return offer?.manifest.version === handedOver || offer?.file.sha512 === inVain ? null : offer;
  }

  async function facts(): Promise<UpdateFacts> {
    const offer = offerNow();
    return {
      nowUtcMs: nowUtcMs(),
      isClockSure: options.isClockSure(),
      hours: options.settings().hours,
      lastPassedAtUtcMs: options.lastPassedAtUtcMs(),
      lastUsedAtUtcMs: options.lastUsedAtUtcMs(),
      isOnMains: options.isOnMains(),
      freeBytes: await options.readFreeBytes(),
      lastLook: offers.lastLook(),
      isLookWished,
      offer:
        offer === null ? null : { stage: stageOf(offer), needsBytes: needsOf(offer) - fetchedBytes(root, offer.file) },
      lastFailedAtUtcMs,
      wantedUntilUtcMs,
    };
  }

  function stageOf({ manifest, file }: Offer): Stage {
    if (file.kind === 'version' && laidDownVersions(root).includes(manifest.version)) return 'laid-down';
    if (!existsSync(fetchedPath(root, file))) return 'offered';
    return file.kind === 'version' ? 'fetched' : 'laid-down';
  }

  /** What failed is said, and tried again after a while: it may be the line, or a release that is being copied just now. */
  function settle(failed: UpdateRefusal | null): void {
    offers.refuse(failed);
    lastFailedAtUtcMs = failed === null ? null : nowUtcMs();
  }

  /** A thin line may take longer than the night: what was begun then is cut, and goes on in the next one. */
  async function fetchOffer({ source, file }: Offer): Promise<void> {
    const cut = new AbortController();
    const watch = setInterval(() => {
      isStillToFetch()
        .then((isWanted) => isWanted || cut.abort())
        .catch(() => cut.abort());
    }, paceMs);
    watch.unref();
    const signal = AbortSignal.any([stop.signal, cut.signal]);
    const answer = await fetchFile(source, file, root, signal);
    clearInterval(watch);
    if (answer.type === 'fetched' || !signal.aborted) settle(answer.type === 'fetched' ? null : answer.type);
  }

  async function noticeStick(): Promise<void> {
    if (await offers.isNewStick()) isLookWished = true;
  }

  async function isStillToFetch(): Promise<boolean> {
    await noticeStick();
    return planUpdate(await facts()).do === 'fetch';
  }

  async function layOfferDown({ manifest, file }: Offer): Promise<void> {
    const answer = await layDown(root, manifest.version, file);
    if (answer.type === 'not-a-version') inVain = file.sha512;
    settle(answer.type === 'laid-down' ? null : answer.type);
  }

  function handOver({ manifest, file }: Offer): void {
    log('update-begins');
    options.beforeSwitch();
    if (file.kind === 'installer') {
      handedOver = manifest.version;
      handToInstaller(fetchedPath(root, file), (code) => log('installer-failed', { code }));
      return;
    }
    writeWish(root, manifest.version, nowUtcMs());
    options.restart();
    stop.abort();
  }

  /** Everything that can be done now, one step after the other. */
  async function work(): Promise<void> {
    await noticeStick();
    if (offers.keys().length === 0) return;
    // Who is on trial itself has something else to show first; it is over in some minutes.
    if (readState(root)?.trial != null) return;
    while (!stop.signal.aborted) {
      step = planUpdate(await facts());
      options.onChange();
      if (step.do === 'wait') return;
      const offer = offerNow();
      if (step.do === 'look') {
        isLookWished = false;
        await offers.look();
        if (inVain !== null && offers.offer()?.file.sha512 === inVain) offers.refuse('not-a-version');
      } else if (offer === null) return;
      else if (step.do === 'fetch') await fetchOffer(offer);
      else if (step.do === 'lay-down') await layOfferDown(offer);
      else handOver(offer);
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

  function wake(): void {
    if (timer === null) return;
    clearTimeout(timer);
    run();
  }

  function stateNow(): UpdateStatus['state'] {
    if (offers.keys().length === 0) return 'no-key';
    if (offerNow() === null) return 'idle';
    return step.do === 'wait' ? 'waiting' : 'working';
  }

  schedule();
  return {
    status: () => {
      const launched = readState(root);
      const offer = offerNow();
      const waiting = offer !== null && step.do === 'wait' ? step : null;
      return {
        state: stateNow(),
        version: offer?.manifest.version ?? null,
        notes: offer?.manifest.notes ?? null,
        waitsFor: waiting?.why ?? null,
        canBeTakenNow: waiting !== null && isLiftedByWord(waiting.why),
        nextAtUtcMs:
          waiting !== null && WAITS_FOR_AN_HOUR.has(waiting.why)
            ? nextQuietUtcMs(options.settings().hours, nowUtcMs())
            : null,
        refusal: offers.refusal(),
        isStale: offers.isStale(),
        lastLookAtUtcMs: offers.lastLook()?.atUtcMs ?? null,
        isOnTrial: launched?.trial?.version === version,
        last: launched?.last == null ? null : { reason: null, ...launched.last },
      };
    },
    lookSoon: () => {
      isLookWished = true;
      wake();
    },
    takeNow: () => {
      log('update-wanted');
      wantedUntilUtcMs = nowUtcMs() + WANTED_FOR_MS;
      wake();
    },
    close: async () => {
      stop.abort();
      if (timer !== null) clearTimeout(timer);
      await Promise.race([underWay, delay(ENDS_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

function needsOf({ file }: Offer): number {
  return file.sizeBytes + (file.kind === 'version' ? file.unpackedBytes : 0);
}
