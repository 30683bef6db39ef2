/** Does the console's OpenAPI document say what the console does? */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { consoleOpenApi, wholeOpenApi } from '../../src-collector/console-openapi.ts';
import { API_EXAMPLES } from '../../src-collector/contract/api-examples.ts';
import { API_PATH, CALL_NAMES, consoleApi } from '../../src-collector/contract/console-api.ts';
import type { Call } from '../../src-collector/contract/console-call.ts';
import { SCOPES } from '../../src-collector/contract/console-roles.ts';
import { openApiDocument } from '../../src-collector/openapi.ts';

type Operation = { readonly operationId: string; readonly 'x-scope': string; readonly security: unknown };
type Document = {
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};
const text = JSON.stringify(consoleOpenApi());
const document = JSON.parse(text) as Document;
const scoped = CALL_NAMES.map((name) => ({ name, call: consoleApi[name] as Call })).filter(({ call }) => call.scope);

test('every call that a token can make is in it under its scope, and no other; each scope opens something', () => {
  expect(Object.entries(document.paths).map(([path, { post }]) => [path, post['x-scope']])).toEqual(
    scoped.map(({ name, call }) => [API_PATH + name, call.scope]),
  );
  expect(new Set(scoped.map(({ call }) => call.scope))).toEqual(new Set(SCOPES));
  for (const { post } of Object.values(document.paths)) expect(post.security).toEqual([{ token: [] }]);
});

test('what it points to is there, and nothing there is pointed to by nobody', () => {
  const pointed = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(new Set(pointed)).toEqual(new Set(Object.keys(document.components.schemas)));
});

test('each example is what its call takes and gives', () => {
  expect(Object.keys(API_EXAMPLES).toSorted()).toEqual(scoped.map(({ name }) => name).toSorted());
  for (const { name, call } of scoped) {
    const example = API_EXAMPLES[name as keyof typeof API_EXAMPLES];
    expect(call.input.safeParse(example.input).error?.issues, name).toBeUndefined();
    if (example.output !== undefined) {
      expect(call.output.safeParse(example.output).error?.issues, name).toBeUndefined();
    }
  }
});

test('what gates send stands beside it in one document, in which neither covers the other', () => {
  const [gates, programs, whole] = [openApiDocument(), consoleOpenApi(), wholeOpenApi()];
  const { schemas, securitySchemes } = whole.components;
  expect(whole.paths).toEqual({ ...gates.paths, ...programs.paths });
  for (const part of [gates, programs]) {
    expect(schemas).toMatchObject(part.components.schemas);
    expect(securitySchemes).toMatchObject(part.components.securitySchemes);
  }
  const count = (document: typeof whole): number => Object.keys(document.components.schemas).length;
  expect(count(whole)).toBe(count(gates) + count(programs));
});

test('each list says how many there are at most on a page, and each limit is one that its call keeps to', () => {
  for (const { name, call } of scoped.filter(({ name: each }) => /\.(page|list|gates)$/.test(each))) {
    const { input } = API_EXAMPLES[name as keyof typeof API_EXAMPLES];
    const schema = document.components.schemas[`${name}.input`] as {
      readonly properties: { readonly limit: { readonly maximum: number } };
    };
    const { maximum } = schema.properties.limit;
    expect(maximum, name).toBeLessThanOrEqual(500);
    for (const limit of [0, maximum + 1, 1.5]) {
      expect(call.input.safeParse({ ...input, limit }).success, `${name} ${limit}`).toBe(false);
    }
    expect(call.input.safeParse({ ...input, limit: maximum }).success, name).toBe(true);
  }
});

test('docs/api.md names each of these calls and each scope', () => {
  const guide = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');
  for (const word of [...scoped.map(({ name }) => name), ...SCOPES]) expect(guide).toContain(`\`${word}\``);
});
