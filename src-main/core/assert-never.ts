/** Has every case of a union been handled? */

/** Ends an exhaustive `switch`; reached only when the types lie, so it throws. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
