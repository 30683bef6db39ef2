/** What could be seen by somebody who should not have: a unit, a venue, a gate, or what an account or a token reached? */

import type { BreachScope } from '../../../src-collector/contract/rights-api.ts';
import type { UnitPath } from '../../../src-collector/contract/unit-path.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `null` until it is whole. */
export function scopeOf(kind: BreachScope['kind'], which: string, unit: UnitPath | null): BreachScope | null {
  const typed = which.trim();
  switch (kind) {
    case 'unit':
      return unit === null ? null : { kind, unit: [...unit] };
    case 'venue':
      return typed === '' ? null : { kind, venueId: typed };
    case 'gate':
      return UUID.test(typed) ? { kind, device: typed } : null;
    case 'account':
    case 'token':
      return /^[1-9]\d{0,8}$/.test(typed) ? { kind, id: Number(typed) } : null;
  }
}
