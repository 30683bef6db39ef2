/** How may a disk look after a power cut, given what was written and what was waited for? */

import type { DiskStep } from './recorded-writes.ts';

export type CrashState = {
  readonly files: ReadonlyMap<string, Buffer>;
  /** All that had been said on standard output when the power went. */
  readonly said: string;
  /** For the message of a failure: where, and what became of what was not synced. */
  readonly name: string;
};

/** A disk writes these many bytes whole or not at all; and the page that a database hopes for. */
const TEARS = [512, 4_096];
const RANDOM_SUBSETS = 3;

type Change = Extract<DiskStep, { type: 'write' | 'cut' | 'made' | 'removed' }>;

/**
 * Every state that is tried: at each sync, just before it was over and just after, with all that no sync covers dropped, with
 * all of it kept, and with random parts of it kept, the last of them torn. What is synced stays. `before` is how the
 * files were when the recording began.
 */
export function* crashStates(
  steps: readonly DiskStep[],
  before: ReadonlyMap<string, Buffer>,
  random: () => number,
): Generator<CrashState> {
  const safe = new Map(before);
  let loose: Change[] = [];
  let said = '';
  for (const [index, step] of steps.entries()) {
    if (step.type === 'said') {
      said += step.text;
      continue;
    }
    if (step.type !== 'synced' && step.type !== 'folder-synced') {
      loose.push(step);
      continue;
    }
    yield* statesAt(safe, loose, said, `before sync ${index}`, random);
    const isSettled = (change: Change): boolean =>
      step.type === 'synced' ? change.file === step.file : change.type === 'made' || change.type === 'removed';
    for (const change of loose.filter(isSettled)) apply(safe, change);
    loose = loose.filter((change) => !isSettled(change));
    yield* statesAt(safe, loose, said, `after sync ${index}`, random);
  }
  yield* statesAt(safe, loose, said, 'at the end', random);
}

function* statesAt(
  safe: ReadonlyMap<string, Buffer>,
  loose: readonly Change[],
  said: string,
  where: string,
  random: () => number,
): Generator<CrashState> {
  const stateOf = (kept: readonly Change[], what: string): CrashState => {
    const files = new Map(safe);
    for (const change of kept) apply(files, change);
    return { files, said, name: `${where}, ${what}` };
  };
  yield stateOf([], 'nothing else kept');
  if (loose.length === 0) return;
  yield stateOf(loose, 'all kept');
  for (let count = 0; count < RANDOM_SUBSETS; count += 1) {
    const kept = loose.filter(() => random() < 0.5);
    yield stateOf(kept, `${kept.length} of ${loose.length} kept`);
    yield stateOf(torn(kept, TEARS[count % TEARS.length] ?? 512, random), `${kept.length} kept, the last torn`);
  }
}

/** The last write kept only to a multiple of `unitBytes`. */
function torn(kept: readonly Change[], unitBytes: number, random: () => number): readonly Change[] {
  const last = kept.findLastIndex(({ type }) => type === 'write');
  const change = kept[last];
  if (change?.type !== 'write') return kept;
  const units = Math.ceil(change.bytes.length / unitBytes);
  const bytes = change.bytes.subarray(0, Math.floor(random() * units) * unitBytes);
  return [...kept.slice(0, last), { ...change, bytes }];
}

/** Never changes a buffer that another state shares. */
function apply(files: Map<string, Buffer>, change: Change): void {
  const content = files.get(change.file) ?? Buffer.alloc(0);
  switch (change.type) {
    case 'made':
      files.set(change.file, change.isEmptied ? Buffer.alloc(0) : content);
      return;
    case 'removed':
      files.delete(change.file);
      return;
    case 'cut':
      files.set(change.file, resized(content, change.length));
      return;
    case 'write': {
      const longer = resized(content, Math.max(content.length, change.at + change.bytes.length));
      change.bytes.copy(longer, change.at);
      files.set(change.file, longer);
    }
  }
}

function resized(content: Buffer, length: number): Buffer {
  const made = Buffer.alloc(length);
  content.copy(made, 0, 0, Math.min(length, content.length));
  return made;
}
