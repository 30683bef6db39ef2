/** Which verdicts are worth a picture? One of each sort that a guard must tell apart. */

import type { Shown } from '../src-main/core/entry/entry.ts';
import { NOW_UTC_MS } from './posed-status.ts';

export const ADMITTED: Shown = {
  laneId: 'lane-1',
  direction: 'in',
  readerKind: 'camera',
  verdict: 'admit',
  reasons: [],
  codeKind: 'can-cuoc',
  maskedName: 'Nguyễn Thị Thùy ***',
  maskedNumber: '******000000',
  verification: 'unsigned',
  issuer: null,
  atUtcMs: NOW_UTC_MS,
  entry: { device: 'posed', epoch: 'posed', seq: 1 },
  recordedAtUtcMs: null,
};
const NOBODY = { maskedName: null, maskedNumber: null, verification: 'none', issuer: null } as const;

export const VERDICTS: Readonly<Record<string, Shown>> = {
  admit: ADMITTED,
  'admit-out': { ...ADMITTED, direction: 'out', codeKind: 'cccd' },
  'admit-with-warning': {
    ...ADMITTED,
    reasons: ['birth-year-differs-from-number', 'card-out-of-date'],
    codeKind: 'bhyt-a',
  },
  'already-recorded': {
    ...ADMITTED,
    verdict: 'already-recorded',
    reasons: ['recorded-moments-ago'],
    recordedAtUtcMs: NOW_UTC_MS - 9_000,
  },
  check: { ...ADMITTED, ...NOBODY, verdict: 'check', reasons: ['unknown-code'], codeKind: 'opaque' },
  'check-watch-list': { ...ADMITTED, verdict: 'check', reasons: ['on-watch-list'] },
  'check-badge-out': {
    ...ADMITTED,
    direction: 'out',
    verdict: 'check',
    reasons: ['badge-not-back'],
    group: 'visitor',
    codeKind: 'badge',
  },
  'admit-badge': { ...ADMITTED, group: 'staff', codeKind: 'badge', verification: 'none' },
  'refuse-not-on-roster': { ...ADMITTED, verdict: 'refuse', reasons: ['not-on-roster'] },
  refuse: { ...ADMITTED, ...NOBODY, verdict: 'refuse', reasons: ['place-code'], codeKind: 'place' },
  'signed-verified': { ...ADMITTED, codeKind: 'eu-dcc', maskedNumber: null, verification: 'verified', issuer: 'VN' },
  'signed-signer-expired': {
    ...ADMITTED,
    verdict: 'check',
    reasons: ['signer-expired'],
    codeKind: 'eu-dcc',
    maskedNumber: null,
    verification: 'signer-expired',
    issuer: 'VN',
  },
  'signed-unknown-issuer': {
    ...ADMITTED,
    ...NOBODY,
    verdict: 'check',
    reasons: ['unknown-issuer'],
    codeKind: 'shc',
    verification: 'unknown-issuer',
  },
  forged: {
    ...ADMITTED,
    ...NOBODY,
    verdict: 'refuse',
    reasons: ['forged'],
    codeKind: 'eu-dcc',
    verification: 'forged',
  },
  'pass-used': {
    ...ADMITTED,
    verdict: 'refuse',
    reasons: ['pass-used'],
    codeKind: 'pass',
    maskedNumber: null,
    verification: 'verified',
    issuer: 'Nhà máy Bình Minh',
  },
  unreadable: { ...ADMITTED, ...NOBODY, verdict: 'unreadable', reasons: ['half-code'], codeKind: null, entry: null },
  'out-of-order': { ...ADMITTED, verdict: 'out-of-order', reasons: ['disk-full'], entry: null },
};
