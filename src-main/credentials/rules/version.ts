/** Which of two versions of a rule, an engine or a schema is the later one? */

/** Three numbers, as the DCC rules write them (https://semver.org without pre-releases). */
export const VERSION_FORM = /^\d{1,9}\.\d{1,9}\.\d{1,9}$/;

/** Below 0 where `left` is the earlier one, 0 where both are the same. Both are of `VERSION_FORM`. */
export function compareVersions(left: string, right: string): number {
  const rights = right.split('.').map(Number);
  const differences = left.split('.').map((part, index) => Number(part) - (rights[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
