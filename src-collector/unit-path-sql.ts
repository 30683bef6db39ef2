/** Which rows belong to a unit, in SQL? `path` is a column of names from the largest unit down, `unit` a parameter. */

/** The unit itself and all below it; everything, for the whole. */
export function isWithinSql(path: string, unit: string): string {
  return `(cardinality(${unit}::text[]) = 0 or ${path}[1:cardinality(${unit}::text[])] = ${unit}::text[])`;
}

/** The units right below it. */
export function isRightBelowSql(path: string, unit: string): string {
  return `(cardinality(${path}) = cardinality(${unit}::text[]) + 1 and ${path}[1:cardinality(${unit}::text[])] = ${unit}::text[])`;
}
