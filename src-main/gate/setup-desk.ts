/** How does a gate take the settings of its fleet, and hand on its own? */

import type { Gate } from '../contract/gate.ts';
import type { EnrolAnswer } from '../contract/machine-api.ts';
import type { SetupAnswer } from '../contract/setup-api.ts';
import type { SetupFile } from '../contract/setup-file.ts';
import { isWholeSetup, mergeSetup, setupFileOf, stepsCovered } from '../contract/setup-file.ts';
import type { SetupStep } from '../contract/setup-settings.ts';
import { SETUP_STEPS } from '../contract/setup-settings.ts';
import type { Audit } from './audit-desk.ts';
import type { FleetDesk } from './fleet-desk.ts';
import type { Log } from './opened-gate.ts';
import { isFleetFile } from './read-fleet-file.ts';
import type { SettingsDesk } from './settings-desk.ts';
import { keepForLater, readFoundSetup, setAside } from './setup-folder.ts';
import { fileTextOf, plainSetupText, qrTextOf, readSetupText } from './setup-text.ts';

/** So often is a collector tried again that could not be reached when the gate was set up by a file. */
export const JOIN_AGAIN_MS = 60_000;

export type SetupDesk = {
  readonly calls: Pick<Gate, 'applySetup' | 'exportSetup' | 'foundSetup'>;
  /** Takes the file that lies beside the settings, if one does. Once: it is renamed. */
  readonly takeFound: () => void;
  readonly close: () => void;
};

type Joined = Extract<SetupAnswer, { type: 'applied' }>['collector'];

export function openSetupDesk(options: {
  readonly dataDir: string;
  readonly settings: SettingsDesk;
  readonly fleet: Pick<FleetDesk, 'takeByHand' | 'pin' | 'publicKey'>;
  readonly enrol: (input: { readonly setupCode: string }, namedKey?: string) => Promise<EnrolAnswer>;
  readonly nowUtcMs: () => number;
  readonly note: Audit['note'];
  readonly log: Log;
}): SetupDesk {
  const { dataDir, settings, fleet, enrol, nowUtcMs, note, log } = options;
  let found: SetupAnswer | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isClosed = false;

  /** All of the file but its collector: checked whole, written whole, in force at once. */
  function applySettings(file: SetupFile): Exclude<SetupAnswer, { type: 'taken' }> {
    const now = settings.current();
    const merged = mergeSetup(now, file);
    if (merged.type === 'refused') return { type: 'refused', reason: 'wrong-settings', field: merged.field };
    const covered = stepsCovered(file);
    const saved = settings.save({ ...merged.settings, setup: progressAfter(file, covered) });
    if (saved.type === 'refused') return { type: 'refused', reason: 'cannot-write', field: null };
    if (file.settingsKey !== undefined) fleet.pin(file.settingsKey);
    log('setup-applied', { steps: covered.length });
    note('setup-applied', { steps: covered.length });
    return { type: 'applied', covered, collector: { type: 'none' } };
  }

  function progressAfter(file: SetupFile, covered: readonly SetupStep[]) {
    const { setup } = settings.current();
    if (setup.doneAtUtcMs !== null || Object.keys(file.settings).length === 0) return setup;
    if (isWholeSetup(file)) return { doneAtUtcMs: Math.round(nowUtcMs()), step: null };
    return { doneAtUtcMs: null, step: SETUP_STEPS.find((step) => !covered.includes(step)) ?? null };
  }

  async function join({ collectorCode, settingsKey }: SetupFile): Promise<Joined> {
    if (collectorCode === undefined) return { type: 'none' };
    const answer = await enrol({ setupCode: collectorCode }, settingsKey);
    if (answer.type === 'enrolled') return { type: 'enrolled' };
    log('setup-not-joined', { reason: answer.reason });
    return { type: answer.reason === 'unreachable' ? 'waiting' : 'refused', reason: answer.reason };
  }

  async function apply(text: string): Promise<SetupAnswer> {
    const plain = plainSetupText(text);
    if (plain !== null && isFleetFile(plain)) {
      const answer = fleet.takeByHand(plain);
      return answer.type === 'taken' ? answer : { ...answer, field: null };
    }
    const read = readSetupText(text);
    if (read.type === 'refused') return { ...read, field: null };
    const applied = applySettings(read.file);
    if (applied.type === 'refused') return applied;
    const collector = await join(read.file);
    return { ...applied, collector: collector.type === 'waiting' ? { ...collector, type: 'refused' } : collector };
  }

  /** The collector of a file that was found: tried until it answers, across restarts, as nobody stands by to press again. */
  async function joinFound(file: SetupFile): Promise<void> {
    const collector = await join(file);
    if (isClosed || found?.type !== 'applied') return;
    found = { ...found, collector };
    if (collector.type === 'waiting') timer = setTimeout(() => void joinFound(file), JOIN_AGAIN_MS);
    else setAside(dataDir, collector.type === 'refused' ? 'refused' : 'applied', nowUtcMs());
  }

  return {
    calls: {
      applySetup: ({ text }) => apply(text),
      exportSetup: ({ leftOut }) => {
        const file = setupFileOf(settings.own(), leftOut, fleet.publicKey());
        return { fileText: fileTextOf(file), qrText: qrTextOf(file) };
      },
      foundSetup: () => ({ answer: found }),
    },
    takeFound: () => {
      const text = readFoundSetup(dataDir);
      if (text === null) return;
      const read = text.type === 'refused' ? text : readSetupText(text.text);
      found = read.type === 'refused' ? { ...read, field: null } : applySettings(read.file);
      if (found.type === 'refused') {
        log('setup-refused', { reason: found.reason, field: found.field ?? 'none' });
        setAside(dataDir, 'refused', nowUtcMs());
      } else if (read.type === 'parsed') {
        const isOnlyCollector = Object.keys(read.file.settings).length === 0;
        if (!isOnlyCollector || read.file.collectorCode === undefined) setAside(dataDir, 'applied', nowUtcMs());
        if (read.file.collectorCode === undefined) return;
        // Its settings are in force and may be changed now: only the collector is left to be done.
        const rest: SetupFile = { ...read.file, settings: {} };
        if (!isOnlyCollector) keepForLater(dataDir, fileTextOf(rest));
        void joinFound(rest);
      }
    },
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
