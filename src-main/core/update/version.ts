/** Which of two versions is the newer one? */

const FORM = /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/;

/** Three numbers, and nothing that would do harm as the name of a folder. */
export function isVersion(text: string): boolean {
  return FORM.test(text);
}

/** Below 0 where `a` is the older one. What is no version is older than every version. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  return FORM.exec(version)?.slice(1).map(Number) ?? [-1, -1, -1];
}
