import { describe, expect, test } from 'vitest';
import { consoleApi } from '../../src-collector/contract/console-api.ts';
import type { Call } from '../../src-collector/contract/console-call.ts';
import { ROLES } from '../../src-collector/contract/console-roles.ts';
import { isRouteName, maySee, ROUTE_NAMES, type RouteName } from '../../src-console/routes.ts';

/** The call that a page opens with: who may not make it would see an empty page. */
const OPENS_WITH: Partial<Record<RouteName, keyof typeof consoleApi>> = {
  figures: 'figures.unit',
  fleet: 'fleet.gates',
  settings: 'settings.list',
  trace: 'trace.list',
  rights: 'rights.list',
  notices: 'notice.targets',
  adapters: 'adapters.list',
  accounts: 'account.list',
  audit: 'audit.list',
};

describe('the pages of the console', () => {
  test.each(Object.entries(OPENS_WITH))(
    '%s is seen by those who may make its call, and by nobody else',
    (name, call) => {
      const { who }: Call = consoleApi[call];
      expect(ROLES.filter((role) => maySee(name as RouteName, [role]))).toEqual(
        ROLES.filter((role) => who.includes(role)),
      );
    },
  );

  test('each role sees one at least, and the own account', () => {
    for (const role of ROLES) expect(ROUTE_NAMES.filter((name) => maySee(name, [role])).length).toBeGreaterThan(1);
    expect(maySee('account', ['viewer'])).toBe(true);
  });

  test('are no properties that every object has', () => {
    expect(isRouteName('figures')).toBe(true);
    expect(isRouteName('constructor')).toBe(false);
  });
});
