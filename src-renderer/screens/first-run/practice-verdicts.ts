/** What is shown to somebody who learns the verdicts? Examples of a person who does not exist, or what a trial scan would have been. */

import type { Tried } from '../../../src-main/contract/scan-api.ts';
import type { Reason, Verdict } from '../../../src-main/core/entry/verdict.ts';
import type { ScreenVerdict } from '../../gate-state.ts';

export const PRACTISED: readonly Verdict[] = [
  'admit',
  'already-recorded',
  'check',
  'refuse',
  'unreadable',
  'out-of-order',
];

const REASONS: Readonly<Record<Verdict, readonly Reason[]>> = {
  admit: [],
  'already-recorded': ['recorded-moments-ago'],
  check: ['on-watch-list'],
  refuse: ['place-code'],
  unreadable: ['half-code'],
  'out-of-order': ['disk-full'],
};

const STRANGER = { maskedName: null, maskedNumber: null, codeKind: null, verification: 'none' } as const;
const SOMEBODY = {
  maskedName: 'Nguyễn Thị Thùy ***',
  maskedNumber: '******000000',
  codeKind: 'can-cuoc',
  verification: 'unsigned',
} as const;

export function sampleVerdict(verdict: Verdict, laneId: string, atUtcMs: number): ScreenVerdict {
  const hasPerson = verdict === 'admit' || verdict === 'already-recorded' || verdict === 'check';
  return {
    key: atUtcMs,
    laneId,
    direction: 'in',
    readerKind: 'camera',
    verdict,
    reasons: REASONS[verdict],
    ...(hasPerson ? SOMEBODY : STRANGER),
    issuer: null,
    atUtcMs,
    seq: null,
    epoch: null,
    device: null,
    recordedAtUtcMs: null,
    takenBack: null,
  };
}

/** As it would have stood on the lane. */
export function triedVerdict({ shown: { entry: _none, ...shown } }: Tried): ScreenVerdict {
  return { ...shown, key: shown.atUtcMs, seq: null, epoch: null, device: null, takenBack: null };
}
