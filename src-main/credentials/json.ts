/** What does JSON from a stranger say, if it is not built to hurt? */

import { MAX_DEPTH, MAX_INFLATED_BYTES, MAX_VALUES } from './limits.ts';

/** How much one document may hold: characters, maps and lists within each other, and values. */
export type JsonLimits = { readonly length: number; readonly depth: number; readonly values: number };

/** No code inflates to more. */
const CODE_LIMITS: JsonLimits = { length: MAX_INFLATED_BYTES, depth: MAX_DEPTH, values: MAX_VALUES };

/** Parses JSON, of a code unless told otherwise; `undefined` where it is none, too long, too deep, or of too many values. Checked before `JSON.parse` sees it. */
export function parseJson(text: string, limits = CODE_LIMITS): unknown {
  if (!isModestJson(text, limits)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** An object's own members; `null` for lists and everything that is no object. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** Whether JSON text keeps to the limits; says nothing about whether it is JSON at all. */
export function isModestJson(text: string, limits: JsonLimits): boolean {
  if (text.length > limits.length) return false;
  let depth = 0;
  let values = 0;
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text[index];
    if (isInText) {
      if (unit === '\\') index += 1;
      else if (unit === '"') isInText = false;
    } else if (unit === '"') isInText = true;
    else if (unit === '{' || unit === '[') {
      depth += 1;
      if (depth > limits.depth) return false;
    } else if (unit === '}' || unit === ']') depth -= 1;
    else if (unit === ',') {
      values += 1;
      if (values > limits.values) return false;
    }
  }
  return true;
}
