/** Where is somebody in the console, as the address bar says it after the `#`? */

import { useSyncExternalStore } from 'react';

export type Place = {
  /** The first part, `''` at the beginning. */
  readonly name: string;
  /** What follows it. */
  readonly path: readonly string[];
  /** What stands after `?`. */
  readonly asked: Readonly<Record<string, string>>;
};

const LONGEST_HASH = 4_000;

/** Never throws: an address is typed, shortened and sent on by anybody. */
export function readPlace(hash: string): Place {
  const [way = '', query = ''] = hash.slice(0, LONGEST_HASH).replace(/^#\/?/, '').split('?', 2);
  const [name = '', ...path] = way.split('/').map(decode);
  return { name, path: path.filter((part) => part !== ''), asked: Object.fromEntries(new URLSearchParams(query)) };
}

/** The address of a place, for a link. What is asked and empty is left out. */
export function hrefOf(
  name: string,
  path: readonly string[] = [],
  asked: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== '')).toString();
  return `#/${[name, ...path].map(encodeURIComponent).join('/')}${query === '' ? '' : `?${query}`}`;
}

/** Goes there; the way back leads here again. */
export function goTo(href: string): void {
  window.location.hash = href;
}

/** Takes its place in the history: for a filter, and for what must not stay in the address bar. */
export function standAt(href: string): void {
  window.history.replaceState(null, '', href);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Renders anew whenever the address changes. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return readPlace(hash);
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // Somebody typed a lone `%`.
  }
}
