/** Which signed files of settings does a gate take, whoever hands them to it: its collector, a person, the command line? */

import type { FleetRefusal, SignedFile } from '../contract/fleet-settings.ts';
import { isInShare, isMeant } from '../contract/fleet-target.ts';
import type { Settings } from '../contract/settings.ts';
import type { Digest } from '../core/ports.ts';
import { taken, withoutWithdrawn } from '../core/settings/from-afar.ts';
import { withKey } from './fleet-file.ts';
import { dropFile, readDropped, setDroppedAside } from './fleet-folder.ts';
import { standsAt } from './fleet-layers.ts';
import type { FleetShelf } from './fleet-shelf.ts';
import type { Log } from './opened-gate.ts';
import type { ReadFleetFile } from './read-fleet-file.ts';
import { fleetFileOf, readFleetFile } from './read-fleet-file.ts';

export type TakenFile =
  | { readonly type: 'taken'; readonly version: number }
  | { readonly type: 'refused'; readonly reason: FleetRefusal | 'too-large' | 'cannot-write' };

export type FleetIntake = {
  /** A signed file in somebody's hand: of a stick, a code, the command line. */
  readonly byHand: (text: string) => TakenFile;
  /** One that was laid into the data folder. */
  readonly dropped: () => void;
  readonly fromCollector: (files: readonly SignedFile[], settingsKey: string | null, settingsVersion: number) => void;
  /** What the collector last said to have; when it says another number, it is asked. */
  readonly heardVersion: () => number;
  /** Why the last file from the collector was not taken. */
  readonly refusal: () => FleetRefusal | null;
  /** Another collector's versions say nothing of this one's. */
  readonly forget: () => void;
};

export function openFleetIntake(options: {
  readonly dataDir: string;
  readonly device: string;
  readonly isAttended: boolean;
  /** SHA-256, hex. */
  readonly digest: Digest;
  readonly shelf: FleetShelf;
  readonly own: () => Settings;
  readonly nowUtcMs: () => number;
  readonly log: Log;
}): FleetIntake {
  const { dataDir, device, isAttended, digest, shelf, own, nowUtcMs, log } = options;
  let refusal: FleetRefusal | null = null;
  let heardVersion = 0;

  function read(file: SignedFile): ReadFleetFile {
    return readFleetFile(file, shelf.now().key?.publicKey ?? null);
  }

  function takeFile(file: SignedFile, isByHand: boolean): TakenFile {
    const answer = read(file);
    if (answer.type === 'refused') return answer;
    const { document } = answer;
    const { version } = document;
    const state = shelf.now();
    if (document.kind === 'key') {
      if (version <= (state.key?.fromVersion ?? 0)) return { type: 'refused', reason: 'older' };
      const { publicKey } = document;
      return shelf.keep({ ...state, key: { publicKey, fromVersion: version } })
        ? done(version)
        : { type: 'refused', reason: 'cannot-write' };
    }
    const isForUs = isMeant(document.target, standsAt(own(), device));
    // The share is signed too: a collector that was broken into cannot send to all what was made for a few.
    if (!isForUs || !(isByHand || isInShare(document, device, digest)))
      return { type: 'refused', reason: 'other-target' };
    const held = taken(state.held, withKey(document), { isByHand, nowUtcMs: nowUtcMs() });
    if (held === null) return { type: 'refused', reason: 'older' };
    if (shelf.keep({ ...state, held })) return done(version);
    return { type: 'refused', reason: 'cannot-write' };
  }

  function done(version: number): TakenFile {
    log('fleet-settings-taken', { version });
    return { type: 'taken', version };
  }

  function byHand(text: string): TakenFile {
    const file = fleetFileOf(text);
    if (file === null) return { type: 'refused', reason: 'wrong-document' };
    if (isAttended) return takeFile(file, true);
    // The gate that runs has the last word; what it would refuse is said here already.
    const answer = read(file);
    if (answer.type === 'refused') return answer;
    return dropFile(dataDir, text)
      ? { type: 'taken', version: answer.document.version }
      : { type: 'refused', reason: 'cannot-write' };
  }

  function dropped(): void {
    const text = readDropped(dataDir);
    if (text === null) return;
    const file = text === 'too-large' || text === 'cannot-read' ? null : fleetFileOf(text);
    const answer: TakenFile = file === null ? { type: 'refused', reason: 'wrong-document' } : takeFile(file, true);
    if (answer.type === 'refused') log('fleet-settings-refused', { reason: answer.reason, by: 'file' });
    // While the disk takes nothing it stays there, and is tried again.
    if (answer.type === 'refused' && answer.reason === 'cannot-write') return;
    setDroppedAside(dataDir, answer.type, nowUtcMs());
  }

  function fromCollector(files: readonly SignedFile[], settingsKey: string | null, settingsVersion: number): void {
    // A gate of before had no key at its enrolment, and takes the first that it hears of; one that cannot read its own takes none.
    if (shelf.now().key === null && settingsKey !== null && !shelf.isUnreadable()) {
      shelf.keep({ ...shelf.now(), key: { publicKey: settingsKey, fromVersion: 0 } });
    }
    heardVersion = settingsVersion;
    refusal = null;
    for (const file of files) {
      const answer = takeFile(file, false);
      if (answer.type === 'taken') continue;
      if (answer.reason === 'cannot-write') heardVersion = -1;
      // It offers what this gate has or had, each time anew.
      else if (answer.reason !== 'older' && answer.reason !== 'too-large') refusal = answer.reason;
      if (answer.reason !== 'older') log('fleet-settings-refused', { reason: answer.reason, by: 'collector' });
    }
    const offered = new Set(files.flatMap((file) => versionOf(read(file))));
    const state = shelf.now();
    const held = withoutWithdrawn(state.held, offered);
    if (held !== state.held) shelf.keep({ ...state, held });
  }

  return {
    byHand,
    dropped,
    fromCollector,
    heardVersion: () => heardVersion,
    refusal: () => refusal,
    forget: () => {
      heardVersion = 0;
    },
  };
}

function versionOf(answer: ReadFleetFile): number[] {
  return answer.type === 'read' ? [answer.document.version] : [];
}
