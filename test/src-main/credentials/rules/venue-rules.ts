/** Business rules and certificates as these tests need them. */

import type { DccForRules } from '../../../../src-main/credentials/judged.ts';
import type { Rule } from '../../../../src-main/credentials/rules/rule-set.ts';
import { readRuleSet } from '../../../../src-main/credentials/rules/rule-set.ts';
import type { RulesDesk } from '../../../../src-main/credentials/rules/rules-desk.ts';
import { createRulesDesk } from '../../../../src-main/credentials/rules/rules-desk.ts';

/** A Vietnamese acceptance rule that every certificate meets, but for what is said otherwise. */
export function ruleOf(changes: Partial<Record<keyof Rule, unknown>> = {}): Record<string, unknown> {
  return {
    Identifier: 'GR-VN-0001',
    Type: 'Acceptance',
    Country: 'VN',
    Version: '1.0.0',
    SchemaVersion: '1.0.0',
    Engine: 'CERTLOGIC',
    EngineVersion: '1.0.0',
    CertificateType: 'General',
    Description: [{ lang: 'en', desc: 'Everybody may come in.' }],
    ValidFrom: '2026-01-01T00:00:00Z',
    ValidTo: '2027-01-01T00:00:00Z',
    AffectedFields: [],
    Logic: true,
    ...changes,
  };
}

export const NOON_UTC_MS = Date.UTC(2026, 10, 23, 12);

export function vaccination(changes: Readonly<Record<string, unknown>> = {}): DccForRules {
  return {
    payload: { ver: '1.3.0', v: [{ tg: '840539006', dn: 2, sd: 2, dt: '2026-06-01', co: 'VN' }], ...changes },
    issuerCountry: 'VN',
    issuedAtUtcMs: Date.UTC(2026, 5, 2),
    expiresAtUtcMs: Date.UTC(2027, 5, 2),
  };
}

/** The desk of a venue in Vietnam. */
export function deskOf(rules: readonly unknown[], valueSets: unknown = {}): RulesDesk {
  const text = JSON.stringify({ form: 'gac-cong-rules-1', version: 'test-1', country: 'VN', rules, valueSets });
  const read = readRuleSet(text);
  if (read.type === 'refused') throw new Error(`The test's own rules are refused: ${read.reason}`);
  return createRulesDesk(read.ruleSet);
}

/** What a desk with these rules says of a vaccination certificate at noon. */
export function outcomeOf(rules: readonly unknown[], dcc = vaccination(), nowUtcMs = NOON_UTC_MS): string | undefined {
  return deskOf(rules)(dcc, nowUtcMs)?.outcome;
}
