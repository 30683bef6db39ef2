/** Which pages has the console, and who sees which? */

import type { Role } from '../src-collector/contract/console-roles.ts';
import { ROLES } from '../src-collector/contract/console-roles.ts';
import type { IconName } from '../src-renderer/parts/icons.tsx';

type Route = {
  /** One of them is enough. The collector holds every call against its own table; this one says what is worth showing. */
  readonly roles: readonly Role[];
  readonly icon: IconName;
};

/** In the order of the navigation; the first that somebody may see is where they begin. `#/<name>/…` is its address. */
export const ROUTES = {
  figures: { roles: ['viewer', 'officer', 'operator'], icon: 'chart' },
  fleet: { roles: ['officer', 'operator'], icon: 'screen' },
  settings: { roles: ['officer', 'operator'], icon: 'settings' },
  trace: { roles: ['tracer', 'privacy'], icon: 'people' },
  rights: { roles: ['privacy'], icon: 'alone' },
  notices: { roles: ['officer', 'operator'], icon: 'flag' },
  adapters: { roles: ['operator'], icon: 'swap' },
  accounts: { roles: ['operator'], icon: 'pass' },
  audit: { roles: ['privacy', 'operator'], icon: 'list' },
  account: { roles: ROLES, icon: 'locked' },
} as const satisfies Readonly<Record<string, Route>>;

export type RouteName = keyof typeof ROUTES;
export const ROUTE_NAMES = Object.keys(ROUTES) as readonly RouteName[];

export function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(ROUTES, name);
}

export function maySee(name: RouteName, roles: readonly Role[]): boolean {
  const wanted: readonly Role[] = ROUTES[name].roles;
  return roles.some((role) => wanted.includes(role));
}
