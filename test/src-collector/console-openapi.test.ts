/** Does the console's OpenAPI document say what the console does? */

import { expect, test } from 'vitest';
import { consoleOpenApi } from '../../src-collector/console-openapi.ts';
import { API_EXAMPLES } from '../../src-collector/contract/api-examples.ts';
import { API_PATH, CALL_NAMES, consoleApi } from '../../src-collector/contract/console-api.ts';
import type { Call } from '../../src-collector/contract/console-call.ts';
import { SCOPES } from '../../src-collector/contract/console-roles.ts';

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
