/** Which calls does the collector's console serve? One table; server, console and tests are made from it. */

import type { z } from 'zod';
import { adapterCalls } from './adapter-calls.ts';
import { doorCalls } from './door-calls.ts';
import { entryCalls } from './entry-calls.ts';
import { figuresCalls } from './figures-calls.ts';
import { fleetCalls } from './fleet-calls.ts';
import { keeperCalls } from './keeper-calls.ts';
import { noticesCalls } from './notices-calls.ts';
import { reportCalls } from './report-calls.ts';
import { rightsCalls } from './rights-calls.ts';
import { settingsCalls } from './settings-calls.ts';
import { traceCalls } from './trace-calls.ts';

/** `POST /console/api/<name>` with its input as JSON. */
export const consoleApi = {
  ...doorCalls,
  ...keeperCalls,
  ...figuresCalls,
  ...fleetCalls,
  ...noticesCalls,
  ...reportCalls,
  ...traceCalls,
  ...rightsCalls,
  ...reportCalls,
  ...adapterCalls,
  ...entryCalls,
  ...settingsCalls,
} as const;

export type CallName = keyof typeof consoleApi;
/** What a handler gets. */
export type CallInput<Name extends CallName> = z.output<(typeof consoleApi)[Name]['input']>;
/** What a console sends. */
export type CallRequest<Name extends CallName> = z.input<(typeof consoleApi)[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<(typeof consoleApi)[Name]['output']>;

export const CALL_NAMES = Object.keys(consoleApi) as readonly CallName[];
/** The header that proves that a call comes from the console's own page. */
export const CSRF_HEADER = 'x-console-token';
export const API_PATH = '/console/api/';
