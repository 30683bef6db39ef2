/** Which rows belong to a unit, in SQL? `path` is a column of names from the largest unit down, `unit` a parameter. */

/** The unit itself and all below it, where every row says its unit. */
export function startsWithSql(path: string, unit: string): string {
  return `${path}[1:cardinality(${unit}::text[])] = ${unit}::text[]`;
}

/** The same where a row may say none: such a one belongs to the whole alone. */
export function isWithinSql(path: string, unit: string): string {
  return `(cardinality(${unit}::text[]) = 0 or ${startsWithSql(path, unit)})`;
}

/** The units right below it. */
export function isRightBelowSql(path: string, unit: string): string {
  return `(cardinality(${path}) = cardinality(${unit}::text[]) + 1 and ${startsWithSql(path, unit)})`;
}
