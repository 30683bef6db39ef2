/** What does one CertLogic expression say of one certificate, and what may asking it cost? */

import { evaluate, isCertLogicExpression } from 'certlogic-js';

export type Logic = Parameters<typeof evaluate>[0];

/** `error`: by the specification, an expression that does not fit the data has no value. */
export type LogicAnswer = { readonly type: 'value'; readonly value: unknown } | { readonly type: 'error' };

/**
 * The value of an expression (CertLogic specification 1.3): a JSON value, or a `Date` where it ends in a date. Never throws. Bounds are
 * set before: on the expression by `costOf`, on the data by `isModestPayload`.
 */
export function evaluateLogic(logic: Logic, data: unknown): LogicAnswer {
  try {
    return { type: 'value', value: evaluate(logic, data) as unknown };
  } catch {
    // certlogic-js's only way to say that there is no value; its message quotes the data, so it goes no further.
    return { type: 'error' };
  }
}

/** Items in one list of a certificate, characters in one text, values in all. Genuine ones stay below 5, 200 and 60. */
const MAX_LIST_ITEMS = 100;
const MAX_TEXT_LENGTH = 1_000;
const MAX_PAYLOAD_VALUES = 2_000;
const MAX_PAYLOAD_DEPTH = 32;

/** Codes in one value set: what `reduce` may run over besides a list of the certificate or of the rule itself. */
export const MAX_VALUE_SET_CODES = 5_000;
/** Steps that an `in` counts for: it looks through a whole value set, but in one sweep. */
const LOOK_UP_STEPS = 25;
const MAX_PATH_LENGTH = 200;

/** A well-formed expression that names no member which every object of JavaScript has. */
export function isSoundLogic(logic: unknown): logic is Logic {
  return isCertLogicExpression(logic as Logic) && hasSoundPaths(logic);
}

/** The most steps that evaluating a well-formed expression can take, on any modest payload. */
export function costOf(logic: unknown): number {
  if (Array.isArray(logic)) return logic.reduce<number>((sum, item) => sum + costOf(item), 1);
  const [operator, operands] = operationOf(logic);
  if (operator === 'reduce' && Array.isArray(operands)) {
    const [list, lambda, initial] = operands as readonly unknown[];
    return 1 + costOf(list) + costOf(initial) + longestOf(list) * costOf(lambda);
  }
  if (operator === undefined || operator === 'var') return 1;
  return (operator === 'in' ? LOOK_UP_STEPS : 1) + costOf(operands);
}

/** Whether a certificate is of a size that rules are written for; one that is not cannot be answered in the time a scan has. */
export function isModestPayload(payload: unknown): boolean {
  let values = 0;
  function isModest(value: unknown, depth: number): boolean {
    values += 1;
    if (values > MAX_PAYLOAD_VALUES || depth > MAX_PAYLOAD_DEPTH) return false;
    if (typeof value === 'string') return value.length <= MAX_TEXT_LENGTH;
    if (typeof value !== 'object' || value === null) return true;
    if (Array.isArray(value) && value.length > MAX_LIST_ITEMS) return false;
    return !ArrayBuffer.isView(value) && Object.values(value).every((inner) => isModest(inner, depth + 1));
  }
  return isModest(payload, 0);
}

function longestOf(list: unknown): number {
  if (Array.isArray(list)) return list.length;
  const [operator, path] = operationOf(list);
  const isOfPayload = operator === 'var' && typeof path === 'string' && path.startsWith('payload.');
  return isOfPayload ? MAX_LIST_ITEMS : MAX_VALUE_SET_CODES;
}

function hasSoundPaths(logic: unknown): boolean {
  if (Array.isArray(logic)) return logic.every(hasSoundPaths);
  const [operator, operands] = operationOf(logic);
  if (operator !== 'var') return operator === undefined || hasSoundPaths(operands);
  return (
    typeof operands === 'string' &&
    operands.length <= MAX_PATH_LENGTH &&
    operands.split('.').every((step) => !Object.hasOwn(Object.prototype, step))
  );
}

function operationOf(logic: unknown): readonly [string, unknown] | readonly [] {
  return typeof logic === 'object' && logic !== null ? (Object.entries(logic)[0] ?? []) : [];
}
