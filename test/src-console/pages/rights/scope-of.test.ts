import { expect, test } from 'vitest';
import { scopeOf } from '../../../../src-console/pages/rights/scope-of.ts';

test('a scope is whole before anything is counted', () => {
  const gate = '00000000-0000-4000-8000-000000000001';
  expect(scopeOf('unit', '', ['Bắc Ninh'])).toEqual({ kind: 'unit', unit: ['Bắc Ninh'] });
  expect(scopeOf('unit', '', null)).toBeNull();
  expect(scopeOf('gate', ` ${gate} `, null)).toEqual({ kind: 'gate', device: gate });
  expect(scopeOf('gate', 'cổng 1', null)).toBeNull();
  expect(scopeOf('account', '12', null)).toEqual({ kind: 'account', id: 12 });
  expect(scopeOf('token', '0', null)).toBeNull();
});
