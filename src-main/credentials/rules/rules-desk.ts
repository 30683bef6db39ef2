/** How are the venue's business rules asked about one certificate? */

import type { RulesOutcome } from '../../core/code/credential.ts';
import { objectOf } from '../json.ts';
import type { DccForRules } from '../judged.ts';
import { evaluateLogic, isModestPayload } from './logic.ts';
import type { Rule, RuleSet } from './rule-set.ts';
import { compareVersions, VERSION_FORM } from './version.ts';

/** Never throws; `null` where no rule set is in force. */
export type RulesDesk = (dcc: DccForRules, nowUtcMs: number) => RulesOutcome | null;

/**
 * A desk that goes by this set. *Not met*: an acceptance rule of the venue's country says no, or an invalidation rule of the
 * issuing country says yes. *Open*: none of them does, but one could not be answered, or none is about this certificate.
 */
export function createRulesDesk(ruleSet: RuleSet): RulesDesk {
  const rules = ruleSet.rules.map(withTimes);
  return (dcc, nowUtcMs) => ({ version: ruleSet.version, outcome: outcomeOf(dcc, nowUtcMs, rules, ruleSet) });
}

type TimedRule = { readonly rule: Rule; readonly validFromUtcMs: number; readonly validToUtcMs: number };

function withTimes(rule: Rule): TimedRule {
  return { rule, validFromUtcMs: Date.parse(rule.ValidFrom), validToUtcMs: Date.parse(rule.ValidTo) };
}

function outcomeOf(
  dcc: DccForRules,
  nowUtcMs: number,
  rules: readonly TimedRule[],
  ruleSet: RuleSet,
): RulesOutcome['outcome'] {
  const payload = objectOf(dcc.payload);
  if (payload === null || Number.isNaN(new Date(nowUtcMs).getTime()) || !isModestPayload(payload)) return 'open';
  const types = typesOf(payload);
  const issuers = issuersOf(dcc, payload);
  const applying = rules.filter(
    ({ rule, validFromUtcMs, validToUtcMs }) =>
      validFromUtcMs <= nowUtcMs &&
      nowUtcMs < validToUtcMs &&
      (rule.CertificateType === 'General' || types.has(rule.CertificateType)) &&
      (isAcceptance(rule) ? rule.Country === ruleSet.country : issuers.has(rule.Country)),
  );
  const asked = latestOfEach(applying.map(({ rule }) => rule));
  const data = { payload, external: externalOf(dcc, nowUtcMs, ruleSet) };
  const answers = asked.map((rule) => answerOf(rule, data, payload.ver));
  if (answers.includes('not-met')) return 'not-met';
  // A set of invalidation rules alone says only whom not to admit; any other has to say something of this certificate.
  const accepts = ruleSet.rules.some(isAcceptance);
  const isAccepted = !accepts || (types.size > 0 && asked.some(isAcceptance));
  return isAccepted && !answers.includes('open') ? 'met' : 'open';
}

function isAcceptance({ Type }: Rule): boolean {
  return Type === 'Acceptance';
}

const GROUPS: readonly (readonly [string, Rule['CertificateType']])[] = [
  ['v', 'Vaccination'],
  ['t', 'Test'],
  ['r', 'Recovery'],
];

function typesOf(payload: Readonly<Record<string, unknown>>): ReadonlySet<Rule['CertificateType']> {
  const held = GROUPS.filter(([group]) => Array.isArray(payload[group]) && payload[group].length > 0);
  return new Set(held.map(([, type]) => type));
}

/** The country that signed, and the one that the certificate itself names: usually one and the same. */
function issuersOf(dcc: DccForRules, payload: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const events = GROUPS.flatMap(([group]) => (Array.isArray(payload[group]) ? (payload[group] as unknown[]) : []));
  const countries = [dcc.issuerCountry, ...events.map((event) => objectOf(event)?.co)];
  return new Set(countries.filter((country) => typeof country === 'string').map((country) => country.toUpperCase()));
}

/** Several versions of a rule may be valid at once; the highest counts. */
function latestOfEach(rules: readonly Rule[]): readonly Rule[] {
  const latest = new Map<string, Rule>();
  for (const rule of rules) {
    const name = `${rule.Type} ${rule.Country} ${rule.Identifier}`;
    const other = latest.get(name);
    if (other === undefined || compareVersions(rule.Version, other.Version) >= 0) latest.set(name, rule);
  }
  return [...latest.values()];
}

/** What rules may ask for besides the certificate, by the names of the European rules. */
function externalOf({ issuerCountry, issuedAtUtcMs, expiresAtUtcMs }: DccForRules, nowUtcMs: number, set: RuleSet) {
  return {
    validationClock: new Date(nowUtcMs).toISOString(),
    valueSets: set.valueSets,
    countryCode: set.country,
    issuerCountryCode: issuerCountry,
    iat: isoOf(issuedAtUtcMs),
    exp: isoOf(expiresAtUtcMs),
    kid: '',
  };
}

/** A certificate of an earlier schema than the rule was written for may lack what the rule looks at. */
function answerOf(rule: Rule, data: unknown, schemaVersion: unknown): RulesOutcome['outcome'] {
  if (
    typeof schemaVersion === 'string' &&
    VERSION_FORM.test(schemaVersion) &&
    compareVersions(schemaVersion, rule.SchemaVersion) < 0
  ) {
    return 'open';
  }
  const answer = evaluateLogic(rule.Logic, data);
  if (answer.type === 'error' || typeof answer.value !== 'boolean') return 'open';
  return answer.value === isAcceptance(rule) ? 'met' : 'not-met';
}

function isoOf(utcMs: number | null): string | null {
  const date = new Date(utcMs ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
