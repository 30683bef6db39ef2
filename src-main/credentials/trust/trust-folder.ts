/** Which lists has the venue imported, are they still good, and what do they say together? */

import { readRuleSet } from '../rules/rule-set.ts';
import type { ImportFile } from './import-files.ts';
import { filesToImport } from './import-files.ts';
import type { ListFacts } from './list-files.ts';
import {
  findLists,
  markOfIndex,
  readIndex,
  readListFile,
  removeListFile,
  writeIndex,
  writeList,
} from './list-files.ts';
import type { ListContent, ListForm, ListRefusal, ListSigners } from './lists/list-read.ts';
import { readList } from './lists/read-list.ts';
import type { Trust } from './trust.ts';
import { createTrust } from './trust-index.ts';

/** A list older than this is warned of where the venue has set no other limit. */
export const DEFAULT_MAX_LIST_AGE_MS = 24 * 3_600_000;

export type ImportRefusal =
  | ListRefusal
  /** Nothing in it that this gate can use. */
  | 'empty'
  /** Signed, and changed since. */
  | 'broken-signature'
  /** Signed by nobody whom the venue has named, or not signed where the list before it was. */
  | 'unknown-signer'
  /** A business rule file that cannot be used as a whole. */
  | 'unusable-rules'
  /** Full, read-only or missing disk. */
  | 'cannot-write'
  | 'cannot-read';

export type ImportOutcome =
  | {
      readonly type: 'imported';
      readonly name: string;
      readonly source: string;
      readonly form: ListForm;
      readonly keys: number;
      readonly hashes: number;
      readonly cards: number;
      /** Entries that this gate cannot use. */
      readonly skipped: number;
      readonly isSigned: boolean;
    }
  /** The list before it, if there was one, stays in force. */
  | { readonly type: 'refused'; readonly name: string; readonly reason: ImportRefusal };

export type ListStatus = {
  readonly source: string;
  readonly form: ListForm;
  /** `damaged`: its file was changed or lost on this machine; it is not in force, and has to be imported again. */
  readonly state: 'in-force' | 'damaged';
  readonly keys: number;
  readonly hashes: number;
  readonly cards: number;
  readonly importedAtUtcMs: number;
  readonly ageMs: number;
  readonly isStale: boolean;
  readonly isSigned: boolean;
};

export type TrustFolder = {
  /** What all lists say together; the same object until one of them changes. */
  readonly trust: () => Trust;
  /** The business rule file in force, as it was imported; `null` without one. */
  readonly ruleSetText: () => string | null;
  /** Takes the bytes over. `name` is the file's name or address; it tells the form where the content does not. */
  readonly import: (name: string, bytes: Uint8Array, nowUtcMs: number) => ImportOutcome;
  /** A file, or a folder of them (a USB stick): every list in it, and all PEM files together as one. */
  readonly importFolder: (path: string, nowUtcMs: number) => readonly ImportOutcome[];
  readonly status: (nowUtcMs: number, maxAgeMs?: number) => readonly ListStatus[];
  /** Reads again where another process has imported something; whether anything changed. A `stat` where not. */
  readonly refresh: () => boolean;
};

type Held = { readonly facts: ListFacts; readonly content: ListContent | null };

/** The lists in this folder, read whole. Damaged ones are set aside, and the others hold. Never throws for what is on disk. */
export function openTrustFolder(folder: string, nowUtcMs: number): TrustFolder {
  let mark = markOfIndex(folder);
  let held = load(folder, [], nowUtcMs);
  let trust = trustOf(held);

  function take(lists: readonly Held[]): void {
    held = lists;
    trust = trustOf(held);
    mark = markOfIndex(folder);
  }

  function refresh(): boolean {
    if (markOfIndex(folder) === mark) return false;
    take(load(folder, held, nowUtcMs));
    return true;
  }

  function importList(name: string, bytes: Uint8Array, atUtcMs: number): ImportOutcome {
    refresh();
    const read = readList(name, bytes, signersOf(held));
    if (read.type === 'refused') return { type: 'refused', name, reason: read.reason };
    const content = read.list;
    const before = held.find(({ facts }) => facts.source === content.source);
    const reason = whyNot(content, signersOf(held), before);
    if (reason !== null) return { type: 'refused', name, reason };
    try {
      const facts = keep(folder, name, content, bytes, atUtcMs);
      const lists = [...held.filter((each) => each !== before), { facts, content }];
      writeIndex(folder, lists.map(factsOf));
      take(lists);
      // The same file may be there twice, from two addresses.
      if (before !== undefined && lists.every((list) => list.facts.file !== before.facts.file)) {
        removeListFile(folder, before.facts.file);
      }
      return outcomeOf(facts);
    } catch {
      // Full, read-only or locked disk: what was in force stays so.
      return { type: 'refused', name, reason: 'cannot-write' };
    }
  }

  return {
    trust: () => trust,
    ruleSetText: () => held.find(({ content }) => content?.rulesText != null)?.content?.rulesText ?? null,
    import: importList,
    importFolder: (path, atUtcMs) => filesToImport(path).map((file) => importFile(file, atUtcMs, importList)),
    status: (atUtcMs, maxAgeMs = DEFAULT_MAX_LIST_AGE_MS) => held.map((list) => statusOf(list, atUtcMs, maxAgeMs)),
    refresh,
  };
}

function importFile(
  file: ImportFile,
  atUtcMs: number,
  importList: (name: string, bytes: Uint8Array, atUtcMs: number) => ImportOutcome,
): ImportOutcome {
  const bytes = file.read();
  if (bytes === 'cannot-read' || bytes === 'too-large') return { type: 'refused', name: file.name, reason: bytes };
  return importList(file.name, bytes, atUtcMs);
}

/** A venue that has named signers wants lists signed by them; and what was signed once is not replaced by what is not. */
function whyNot(content: ListContent, signers: ListSigners, before: Held | undefined): ImportRefusal | null {
  const { keys, hashes, cards, rulesText, signature } = content;
  const isEmpty = keys.length + cards.length + content.signers.length === 0 && !hashes?.count && rulesText === null;
  if (isEmpty) return 'empty';
  if (signature === 'broken') return 'broken-signature';
  if (signature === 'unknown-signer' && signers.length > 0) return 'unknown-signer';
  if (signature !== 'valid' && before?.facts.isSigned === true) return 'unknown-signer';
  if (rulesText !== null && readRuleSet(rulesText).type === 'refused') return 'unusable-rules';
  return null;
}

/** Hashes are kept as the sorted block that they are in memory, so that ten million load as fast as the disk gives them. */
function keep(folder: string, name: string, content: ListContent, bytes: Uint8Array, atUtcMs: number): ListFacts {
  const keptName = content.hashes === null ? name : `${name.replace(/\.[^./]*$/, '')}.hashes`;
  return {
    ...writeList(folder, keptName, content.hashes?.bytes ?? bytes),
    name: keptName,
    importedAtUtcMs: atUtcMs,
    ...summaryOf(content),
  };
}

/** Lists that are in memory already are not read again. */
function load(folder: string, known: readonly Held[], nowUtcMs: number): readonly Held[] {
  const index = readIndex(folder);
  if (index === null) return adopt(folder, nowUtcMs);
  const signersFirst = index.toSorted((left, right) => Number(isOfSigners(right)) - Number(isOfSigners(left)));
  const held: Held[] = [];
  for (const facts of signersFirst) {
    const same = known.find((each) => each.facts.file === facts.file && each.content !== null);
    held.push({ facts, content: same?.content ?? contentOf(folder, facts, signersOf(held)) });
  }
  return held;
}

function contentOf(folder: string, facts: ListFacts, signers: ListSigners): ListContent | null {
  const bytes = readListFile(folder, facts);
  const read = bytes === null ? null : readList(facts.name, bytes, signers);
  return read?.type === 'list' ? read.list : null;
}

/** The index is lost: the newest list of each source holds, as old as its file. */
function adopt(folder: string, nowUtcMs: number): readonly Held[] {
  const held: Held[] = [];
  for (const { bytes, ...found } of findLists(folder)) {
    const read = readList(found.name, bytes, []);
    if (read.type === 'refused' || held.some(({ facts }) => facts.source === read.list.source)) continue;
    if (whyNot(read.list, [], undefined) !== null) continue;
    const importedAtUtcMs = Math.min(found.importedAtUtcMs, nowUtcMs);
    held.push({ facts: { ...found, importedAtUtcMs, ...summaryOf(read.list) }, content: read.list });
  }
  return held;
}

function summaryOf(content: ListContent) {
  const { source, form, keys, hashes, cards, skipped, signature, signers } = content;
  return {
    source,
    form,
    keys: keys.length + signers.length,
    hashes: hashes?.count ?? 0,
    cards: cards.length,
    skipped,
    isSigned: signature === 'valid',
  };
}

function trustOf(held: readonly Held[]): Trust {
  return createTrust(
    held.flatMap(({ facts, content }) => (content === null ? [] : [{ content, sha256: facts.sha256 }])),
  );
}

function signersOf(held: readonly Held[]): ListSigners {
  return held.flatMap(({ content }) => content?.signers ?? []);
}

function isOfSigners({ form }: ListFacts): boolean {
  return form === 'list-signers';
}

function factsOf({ facts }: Held): ListFacts {
  return facts;
}

function outcomeOf({ name, source, form, keys, hashes, cards, skipped, isSigned }: ListFacts): ImportOutcome {
  return { type: 'imported', name, source, form, keys, hashes, cards, skipped, isSigned };
}

function statusOf({ facts, content }: Held, nowUtcMs: number, maxAgeMs: number): ListStatus {
  const { source, form, keys, hashes, cards, importedAtUtcMs, isSigned } = facts;
  const ageMs = Math.max(0, nowUtcMs - importedAtUtcMs);
  return {
    source,
    form,
    state: content === null ? 'damaged' : 'in-force',
    keys,
    hashes,
    cards,
    importedAtUtcMs,
    ageMs,
    // Who may sign lists is the venue's own word, and does not grow old.
    isStale: ageMs > maxAgeMs && !isOfSigners(facts),
    isSigned,
  };
}
