/** What does a gate that holds still have written down: what was done at it, its lists of signers, its passes? */

import type { AuditItem, AuditPage } from '../src-main/contract/access-api.ts';
import type { PassItem } from '../src-main/contract/pass-api.ts';
import type { TrustListItem } from '../src-main/contract/trust-api.ts';
import { MINUTE_MS, NOW_UTC_MS } from './posed-status.ts';

function auditLine(id: number, actor: string, action: string, detail: AuditItem['detail'], reason: string | null) {
  return { id, atUtcMs: NOW_UTC_MS - (9 - id) * 7 * MINUTE_MS, actor, action, detail, reason };
}

export const POSED_AUDIT: AuditPage = {
  items: [
    auditLine(8, 'administrator', 'called', { call: 'listAudit' }, null),
    auditLine(7, 'administrator', 'settings-saved', { fields: 'venue,lanes' }, null),
    auditLine(6, 'administrator', 'person-erased', { entries: 3 }, 'Theo đơn yêu cầu xóa dữ liệu số 12'),
    auditLine(5, 'administrator', 'called', { call: 'findSubject' }, null),
    auditLine(4, 'administrator', 'unlocked', { role: 'administrator' }, null),
    auditLine(3, 'guard', 'locked-out', { seconds: 30 }, null),
    auditLine(2, 'guard', 'unlock-failed', { failures: 5 }, null),
    auditLine(1, 'anybody', 'pin-set', { role: 'administrator' }, null),
  ],
  isMore: true,
};

export const POSED_LISTS: TrustListItem[] = [
  poseOfList('eu-dsc-de', 2_104, NOW_UTC_MS - 40 * MINUTE_MS, true),
  poseOfList('vci', 961, NOW_UTC_MS - 3 * 24 * 60 * MINUTE_MS, false),
];

function poseOfList(source: string, keys: number, importedAtUtcMs: number, isSigned: boolean): TrustListItem {
  const isStale = !isSigned;
  return { source, form: source, state: 'in-force', keys, hashes: 0, cards: 0, importedAtUtcMs, isStale, isSigned };
}

export const POSED_PASSES: PassItem[] = [
  poseOfPass('visitor', 'Trần Thị ***', true, null),
  poseOfPass('driver', 'Lê Văn ***', false, null),
  poseOfPass('contractor', '', false, NOW_UTC_MS),
];

function poseOfPass(
  purpose: PassItem['purpose'],
  maskedName: string,
  isOneTime: boolean,
  revokedAtUtcMs: number | null,
): PassItem {
  const times = { madeAtUtcMs: NOW_UTC_MS, expiresAtUtcMs: NOW_UTC_MS + 8 * 3_600_000, revokedAtUtcMs };
  return { id: purpose.padEnd(22, 'A'), purpose, maskedName, isOneTime, ...times };
}
