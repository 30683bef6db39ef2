/** Does the gate give a CertLogic expression, or a country's rule, the value that its test file says? */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Logic } from '../../src-main/credentials/rules/logic.ts';
import { evaluateLogic } from '../../src-main/credentials/rules/logic.ts';
import type { CheckAnswer } from './case.ts';

const common = { suite: z.string(), id: z.string(), disputed: z.record(z.string(), z.string()).nullish() };

/** A case of the specification: an expression, data, and the value of the one over the other. */
const specCase = z.object({ ...common, expr: z.unknown(), data: z.unknown(), expected: z.unknown() });

/** A case of a country's rule, which lies with the value sets in files of their own. */
const ruleCase = z.object({
  ...common,
  rule: z.string(),
  payload: z.unknown(),
  external: z.record(z.string(), z.unknown()).default({}),
  valueSets: z.string().nullish(),
  expected: z.unknown(),
});

export const certLogicCase = z.union([ruleCase, specCase.refine((line) => 'expr' in line)]);
export type CertLogicCase = z.infer<typeof certLogicCase>;

const SHARED_DIR = fileURLToPath(new URL('../../../shared/data/credentials/certlogic', import.meta.url));

/** `file`: the one that the case is from. Rules and value sets are looked for beside it, then with the shared test data. */
export function judgeCertLogicCase(line: CertLogicCase, file: string): readonly CheckAnswer[] {
  return [{ check: 'EVALUATE', why: 'rule' in line ? whyNotRule(line, libraryFor(file)) : whyNotSpec(line) }];
}

function whyNotSpec({ expr, data, expected }: z.infer<typeof specCase>): string | null {
  return whyNot(expr, data, expected);
}

function whyNotRule(line: z.infer<typeof ruleCase>, library: Library | null): string | null {
  if (library === null) return 'rules.jsonl and valuesets.json are neither beside the file nor in ../shared';
  const logic = library.rules.get(line.rule);
  if (logic === undefined) return `no rule ${line.rule}`;
  const valueSets = line.valueSets == null ? {} : library.valueSets[line.valueSets];
  if (valueSets === undefined) return `no value sets ${line.valueSets}`;
  return whyNot(logic, { payload: line.payload, external: { valueSets, ...line.external } }, line.expected);
}

function whyNot(logic: unknown, data: unknown, expected: unknown): string | null {
  const answer = evaluateLogic(logic as Logic, data);
  if (answer.type === 'error') return 'no value';
  // Dates stand in the files as JSON has them.
  const value: unknown = JSON.parse(JSON.stringify(answer.value));
  return isDeepStrictEqual(value, expected) ? null : `got ${JSON.stringify(value)}`;
}

type Library = {
  readonly rules: ReadonlyMap<string, unknown>;
  readonly valueSets: Readonly<Record<string, unknown>>;
};

const libraries = new Map<string, Library | null>();

function libraryFor(file: string): Library | null {
  const folders = [dirname(file), SHARED_DIR];
  const folder = folders.find((one) => existsSync(join(one, 'rules.jsonl')) && existsSync(join(one, 'valuesets.json')));
  if (folder === undefined) return null;
  const library = libraries.get(folder) ?? readLibrary(folder);
  libraries.set(folder, library);
  return library;
}

const ruleLine = z.object({ set: z.string(), id: z.string(), rule: z.object({ Logic: z.unknown() }) });

function readLibrary(folder: string): Library {
  const lines = readFileSync(join(folder, 'rules.jsonl'), 'utf8').split('\n');
  const rules = lines.filter((row) => row.trim() !== '').map((row) => ruleLine.parse(JSON.parse(row)));
  return {
    rules: new Map(rules.map(({ set, id, rule }) => [`${set}/${id}`, rule.Logic])),
    valueSets: z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(readFileSync(join(folder, 'valuesets.json'), 'utf8'))),
  };
}
