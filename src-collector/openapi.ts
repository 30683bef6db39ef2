/** What may a program ask this collector, and what does it answer? The OpenAPI document, made from what the requests are checked with. */

import { z } from 'zod';
import { fleetFilesAnswer, fleetFilesRequest } from '../src-main/contract/fleet-settings.ts';
import { gateReport, gateReportAnswer } from '../src-main/contract/gate-report.ts';
import { statementsAnswer, statementsRequest } from '../src-main/contract/statement-protocol.ts';
import { accessesAnswer, accessesRequest } from '../src-main/contract/trace-notice.ts';
import {
  enrolRequest,
  enrolResponse,
  receivedEntry,
  requestRefusal,
  uploadAnswer,
  uploadBatch,
} from '../src-main/contract/upload-protocol.ts';

const REFUSED = { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } };
const REFUSALS: Readonly<Record<string, string>> = {
  400: 'not understood',
  401: 'not proven: no valid signature of an enrolled gate over exactly these bytes',
  403: 'the setup code was used by another gate or is too old, or the gate was revoked',
  413: 'too large: half of it may be sent',
  429: 'busy: again after as many seconds as Retry-After says',
  503: 'the database does not answer',
};

export type OpenApi = {
  readonly openapi: '3.1.0';
  readonly info: object;
  readonly paths: Readonly<Record<string, object>>;
  readonly components: Readonly<Record<'securitySchemes' | 'schemas', Readonly<Record<string, object>>>>;
};

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export function openApiDocument(): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Gác Cổng collector',
      version: '1',
      description: 'Receives what gates recorded. Fields that it does not know are kept as they came.',
    },
    paths: {
      '/v1/entries': {
        post: {
          summary: 'Hands entries over. An entry is (device, epoch, seq); a resend is answered as the first time.',
          security: [{ proof: [] }],
          parameters: [
            { name: 'content-encoding', in: 'header', schema: { enum: ['gzip', 'identity'] }, required: false },
          ],
          requestBody: json('Batch'),
          responses: {
            200: answer('each seq is acknowledged or refused', 'Answer'),
            ...refusals(400, 401, 413, 429, 503),
          },
        },
      },
      '/v1/statements': {
        post: {
          summary: 'What a gate says of its log under its signature; and what is held of it here.',
          security: [{ proof: [] }],
          requestBody: json('Statements'),
          responses: { 200: answer('each is kept or refused', 'StatementsAnswer'), ...refusals(400, 401, 503) },
        },
      },
      '/v1/report': {
        post: {
          summary: 'Where a gate stands and how it is. The last one is kept.',
          security: [{ proof: [] }],
          requestBody: json('Report'),
          responses: { 200: answer('it is kept', 'ReportAnswer'), ...refusals(400, 401, 403, 503) },
        },
      },
      '/v1/accesses': {
        post: {
          summary: "Which traces found this gate's entries: when, why, on which legal basis, how many.",
          security: [{ proof: [] }],
          requestBody: json('Accesses'),
          responses: { 200: answer('the newest hundred', 'AccessesAnswer'), ...refusals(400, 401, 403, 503) },
        },
      },
      '/v1/settings': {
        post: {
          summary: 'The signed settings that a gate is offered, and the keys that came after the one it knows.',
          security: [{ proof: [] }],
          requestBody: json('Settings'),
          responses: {
            200: answer('the files as they were signed', 'SettingsAnswer'),
            ...refusals(400, 401, 403, 503),
          },
        },
      },
      '/v1/enrol': {
        post: {
          summary: 'Makes a gate known, with the one-time token of a setup code.',
          requestBody: json('Enrolment'),
          responses: { 200: answer('the gate is known', 'Enrolled'), ...refusals(400, 403, 503) },
        },
      },
      '/healthz': {
        get: {
          summary: 'Is it alive, and its database?',
          responses: { 200: { description: 'yes' }, ...refusals(503) },
        },
      },
      '/readyz': {
        get: {
          summary: 'May requests be sent here? Not while it ends.',
          responses: { 200: { description: 'yes' }, ...refusals(503) },
        },
      },
      '/metrics': {
        get: { summary: 'Figures of this instance, for Prometheus.', responses: { 200: { description: 'text' } } },
      },
      '/v1/openapi.json': { get: { summary: 'This document.', responses: { 200: { description: 'JSON' } } } },
    },
    components: {
      securitySchemes: {
        proof: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            "EdDSA with the gate's key; `sub` is the device, `body` the SHA-256 of the sent bytes (base64url), valid for minutes.",
        },
      },
      schemas: {
        Batch: schemaOf(uploadBatch),
        Entry: schemaOf(receivedEntry),
        Answer: schemaOf(uploadAnswer),
        Statements: schemaOf(statementsRequest),
        StatementsAnswer: schemaOf(statementsAnswer),
        Report: schemaOf(gateReport),
        ReportAnswer: schemaOf(gateReportAnswer),
        Accesses: schemaOf(accessesRequest),
        AccessesAnswer: schemaOf(accessesAnswer),
        Settings: schemaOf(fleetFilesRequest),
        SettingsAnswer: schemaOf(fleetFilesAnswer),
        Enrolment: schemaOf(enrolRequest),
        Enrolled: schemaOf(enrolResponse),
        Refusal: schemaOf(requestRefusal),
      },
    },
  };
}

function schemaOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
}

function json(name: string): object {
  return { required: true, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

function answer(description: string, name: string): object {
  return { description, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

function refusals(...statuses: readonly number[]): Record<string, object> {
  return Object.fromEntries(
    statuses.map((status) => [status, { description: REFUSALS[status] ?? 'refused', content: REFUSED }]),
  );
}
