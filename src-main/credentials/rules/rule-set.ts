/** Which business rules does an imported file hold? */

import { hash } from 'node:crypto';
import { specificationVersion } from 'certlogic-js';
import { z } from 'zod';
import type { JsonLimits } from '../json.ts';
import { isModestJson, objectOf, parseJson } from '../json.ts';
import type { Logic } from './logic.ts';
import { costOf, isSoundLogic, MAX_VALUE_SET_CODES } from './logic.ts';
import { compareVersions, VERSION_FORM } from './version.ts';

const RULE_SET_FORM = 'gac-cong-rules-1';
const HOME_COUNTRY = 'VN';

/** The 194 rules that fifteen states published for tests make 150 kB: room for ten times as many. */
const MAX_RULES = 2_000;
const MAX_TEXT_LENGTH = 8_000_000;
const FILE_LIMITS: JsonLimits = { length: MAX_TEXT_LENGTH, depth: 64, values: 500_000 };
const MAX_VALUE_SETS = 200;
/** Steps (see `costOf`); a step takes some 0.3 µs, so that the worst set that can be built costs a scan some 20 ms. Real rules: 30. */
const MAX_RULE_COST = 25_000;
const MAX_SET_COST = 60_000;

const version = z.string().regex(VERSION_FORM);
const country = z.string().regex(/^[A-Z]{2}$/);
const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);
/** Neither a `.` nor a leading digit: `var` would take them for steps and places in a list. */
const valueSetId = z.string().regex(/^[A-Za-z][\w-]{0,99}$/);
const code = z.string().max(200);

/** European DCC validation rules, "EU DCC Validation Rule" of the gateway; fields that a gate has no use for are left away. */
const rule = z.object({
  Identifier: z.string().min(1).max(100),
  Type: z.enum(['Acceptance', 'Invalidation']),
  Country: country,
  Version: version,
  SchemaVersion: version,
  Engine: z.literal('CERTLOGIC'),
  EngineVersion: version,
  CertificateType: z.enum(['General', 'Vaccination', 'Test', 'Recovery']),
  Description: z.array(z.object({ lang: z.string().max(20), desc: z.string().max(2_000) })).max(100),
  ValidFrom: moment,
  /** The first moment at which the rule holds no more. */
  ValidTo: moment,
  AffectedFields: z.array(z.string().max(200)).max(200),
  Logic: z.custom<Logic>(isSoundLogic),
});
export type Rule = Readonly<z.infer<typeof rule>>;

const bundle = z.object({
  form: z.literal(RULE_SET_FORM),
  version: z
    .string()
    .regex(/^[\w.:-]{1,40}$/)
    .optional(),
  country,
  rules: z.array(z.unknown()),
  /** As the EU publishes them, codes with their display texts, or the codes alone. */
  valueSets: z
    .record(
      valueSetId,
      z.union([
        z.array(code),
        z.object({ valueSetValues: z.record(code, z.unknown()) }).transform((set) => Object.keys(set.valueSetValues)),
      ]),
    )
    .default({}),
});

export type RuleSet = {
  /** Names this content in every entry; at most 40 characters. */
  readonly version: string;
  /** The country whose acceptance rules count: the one in which the venue lies. */
  readonly country: string;
  readonly rules: readonly Rule[];
  /** The codes of each value set. */
  readonly valueSets: Readonly<Record<string, readonly string[]>>;
};

export type RuleSetRefusal =
  | 'not-json'
  /** Of the file, or of the work that its rules would make at each scan. */
  | 'too-large'
  | 'not-rules'
  /** Another engine than CertLogic, or a later version of it than this gate knows. */
  | 'unknown-engine'
  /** Rules of several countries, and none of them Vietnam: a bundle has to say where the venue is. */
  | 'which-country';

export type RuleSetRead =
  | { readonly type: 'rules'; readonly ruleSet: RuleSet }
  | {
      readonly type: 'refused';
      readonly reason: RuleSetRefusal;
      /** The place in the file, from 0, of the rule that was the reason; `null` where it was none of them. */
      readonly ruleIndex: number | null;
    };

/**
 * Reads a rule file: this product's bundle (rules, value sets, country, version) or a bare list of rules as national gateways
 * publish them. Never throws. One rule that cannot be used refuses the whole file: a set with a hole would admit in silence.
 */
export function readRuleSet(text: string): RuleSetRead {
  if (!isModestJson(text, FILE_LIMITS)) return refused('too-large');
  const json = parseJson(text, FILE_LIMITS);
  if (json === undefined) return refused('not-json');
  const read = bundle.safeParse(Array.isArray(json) ? bareList(json) : json);
  if (!read.success) return refused('not-rules');
  if (Object.keys(read.data.valueSets).length > MAX_VALUE_SETS) return refused('too-large');
  if (Object.values(read.data.valueSets).some((codes) => codes.length > MAX_VALUE_SET_CODES))
    return refused('too-large');
  return readRules(read.data, Array.isArray(json));
}

function readRules(
  { version, country, rules: found, valueSets }: z.infer<typeof bundle>,
  isBare: boolean,
): RuleSetRead {
  if (found.length === 0) return refused('not-rules');
  if (found.length > MAX_RULES) return refused('too-large');
  const rules: Rule[] = [];
  let cost = 0;
  for (const [index, item] of found.entries()) {
    if (isOfUnknownEngine(item)) return refused('unknown-engine', index);
    const one = rule.safeParse(item);
    if (!one.success) return refused('not-rules', index);
    const ruleCost = costOf(one.data.Logic);
    cost += ruleCost;
    if (ruleCost > MAX_RULE_COST || cost > MAX_SET_COST) return refused('too-large', index);
    rules.push(one.data);
  }
  const where = isBare ? countryOf(rules) : country;
  if (where === null) return refused('which-country');
  const content = { country: where, rules, valueSets };
  return { type: 'rules', ruleSet: { version: version ?? versionOf(content), ...content } };
}

/** A bare list says nothing of the venue; its country is found from the rules once they are read. */
function bareList(rules: readonly unknown[]): unknown {
  return { form: RULE_SET_FORM, country: HOME_COUNTRY, rules };
}

/** These gates stand in Vietnam; a list of another country alone is one that somebody chose to go by. */
function countryOf(rules: readonly Rule[]): string | null {
  const countries = new Set(rules.filter(({ Type }) => Type === 'Acceptance').map(({ Country }) => Country));
  if (countries.size === 0 || countries.has(HOME_COUNTRY)) return HOME_COUNTRY;
  const [only] = countries;
  return countries.size === 1 && only !== undefined ? only : null;
}

function isOfUnknownEngine(item: unknown): boolean {
  const { Engine, EngineVersion } = objectOf(item) ?? {};
  if (typeof Engine !== 'string') return false;
  if (Engine !== 'CERTLOGIC') return true;
  return (
    typeof EngineVersion === 'string' &&
    VERSION_FORM.test(EngineVersion) &&
    compareVersions(EngineVersion, specificationVersion) > 0
  );
}

/** The same for the same rules, however the file is indented. */
function versionOf(content: Omit<RuleSet, 'version'>): string {
  return `rules-${hash('sha256', JSON.stringify(content)).slice(0, 12)}`;
}

function refused(reason: RuleSetRefusal, ruleIndex: number | null = null): RuleSetRead {
  return { type: 'refused', reason, ruleIndex };
}
