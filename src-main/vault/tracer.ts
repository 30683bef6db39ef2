/** By which tag does the authority find one person at every gate, without a name and without the collector? */

import type { KeyObject } from 'node:crypto';
import { createHmac, createSecretKey } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { AuthorityState } from '../core/authority/authority-key.ts';
import { currentKey } from '../core/authority/authority-key.ts';
import { isTraced, tracingState } from '../core/authority/tracing-key.ts';
import type { SubjectKey } from '../core/code/code.ts';
import type { Sealer, Tracer } from '../core/ports.ts';
import type { TracingKey } from './tracing-keys.ts';
import { INCOMING_SUFFIX, importTracingKey, readKeptTracingKeys } from './tracing-keys.ts';

export type VenueTracer = Tracer & {
  /** Looks for keys that were imported meanwhile: a `stat` where there are none. */
  readonly state: () => AuthorityState;
};

type Opened = TracingKey & { readonly hmacKey: KeyObject };

/** Tags under the key of the entry's week, out of the file at `path`; never throws, and never stops a scan. */
export function createVenueTracer(path: string, sealer: Sealer, nowUtcMs: () => number): VenueTracer {
  let seen: string | null = null;
  let opened: readonly Opened[] = [];
  let isUnreadable = false;

  function look(): void {
    takeIn(path, sealer);
    const stat = statSync(path, { throwIfNoEntry: false });
    const now = stat === undefined ? 'none' : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
    if (now === seen) return;
    seen = now;
    const kept = readKeptTracingKeys(path, sealer);
    isUnreadable = kept.type === 'unreadable';
    const keys = kept.type === 'read' ? kept.keys : [];
    opened = keys.map((key) => ({ ...key, hmacKey: createSecretKey(key.secret, 'base64url') }));
  }

  look();
  return {
    trace: (subject, atUtcMs) => {
      const key = isTraced(subject) ? currentKey(opened, atUtcMs) : null;
      return key === null ? null : { keyId: key.id, tag: tagUnder(key.hmacKey, subject) };
    },
    state: () => {
      look();
      return isUnreadable ? { type: 'without', sinceUtcMs: null } : tracingState(opened, nowUtcMs());
    },
  };
}

/** A key that somebody brought while only this gate can seal it. One that is refused goes too: it was checked when it came. */
function takeIn(path: string, sealer: Sealer): void {
  const incoming = `${path}${INCOMING_SUFFIX}`;
  if (!existsSync(incoming)) return;
  try {
    importTracingKey(path, sealer, JSON.parse(readFileSync(incoming, 'utf8')));
    rmSync(incoming);
  } catch {
    // A disk that refuses: tried again at the next look.
  }
}

/** The authority's side: the tag that every gate gave this person under this key. 64 characters of lower-case hex. */
export function tracingTag({ secret }: Pick<TracingKey, 'secret'>, subject: SubjectKey): string {
  return tagUnder(createSecretKey(secret, 'base64url'), subject);
}

function tagUnder(key: KeyObject, { scheme, value }: SubjectKey): string {
  return createHmac('sha256', key).update(`gac-cong tracing 1|${scheme}:${value}`, 'utf8').digest('hex');
}
