/** What may a program with a token ask the console, and what is answered? The OpenAPI document, made from the table of calls. */

import { z } from 'zod';
import { API_EXAMPLES } from './contract/api-examples.ts';
import { API_PATH, CALL_NAMES, consoleApi } from './contract/console-api.ts';
import type { Call } from './contract/console-call.ts';
import { consoleRefusal } from './contract/console-call.ts';
import type { OpenApi } from './openapi.ts';
import { openApiDocument } from './openapi.ts';

const REFUSALS: Readonly<Record<string, string>> = {
  400: 'not understood: a key that is unknown, missing, or out of its limits; or a cursor that is none',
  401: 'bad-token: unknown, recalled, or over',
  403: 'not-allowed: the token lacks the scope; beyond-unit: it is of another unit',
  413: 'larger than a call is',
  415: 'the body has to be application/json',
  429: 'busy: again after as many seconds as Retry-After says',
  500: 'out-of-order: again later',
};

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12. What people alone may call is not in it. */
export function consoleOpenApi(): OpenApi {
  const calls = CALL_NAMES.map((name) => ({ name, call: consoleApi[name] as Call })).filter(
    ({ call }) => call.scope !== undefined,
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gác Cổng console',
      version: '1',
      description:
        'Calls for programs. Each is a POST with JSON; a token reaches what its scopes name, within its unit. Lists go on from page to page.',
    },
    paths: Object.fromEntries(calls.map(({ name, call }) => [API_PATH + name, { post: operation(name, call) }])),
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: '`gct_…`, issued in the console by an operator, for scopes, a unit and days.',
        },
      },
      schemas: {
        CallRefusal: schemaOf(consoleRefusal),
        ...Object.fromEntries(
          calls.flatMap(({ name, call }) => [
            [`${name}.input`, schemaOf(call.input)],
            [`${name}.output`, schemaOf(call.output)],
          ]),
        ),
      },
    },
  };
}

/** What gates send and what programs ask, as one document. */
export function wholeOpenApi(): OpenApi {
  const [gates, programs] = [openApiDocument(), consoleOpenApi()];
  return {
    ...gates,
    paths: { ...gates.paths, ...programs.paths },
    components: {
      securitySchemes: { ...gates.components.securitySchemes, ...programs.components.securitySchemes },
      schemas: { ...gates.components.schemas, ...programs.components.schemas },
    },
  };
}

function operation(name: string, call: Call): object {
  const example = (API_EXAMPLES as Readonly<Record<string, { input: unknown; output?: unknown } | undefined>>)[name];
  return {
    operationId: name,
    summary: `Takes the scope ${call.scope}.`,
    'x-scope': call.scope,
    security: [{ token: [] }],
    requestBody: { required: true, content: json(`${name}.input`, example?.input) },
    responses: {
      200: { description: 'what was asked for', content: json(`${name}.output`, example?.output) },
      ...Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [
          status,
          { description, content: json('CallRefusal') },
        ]),
      ),
    },
  };
}

function json(schema: string, example?: unknown): object {
  const content = { schema: { $ref: `#/components/schemas/${schema}` } };
  return { 'application/json': example === undefined ? content : { ...content, example } };
}

/** As it goes over the wire: what is made of a name on its way in is no other JSON. */
function schemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
}
