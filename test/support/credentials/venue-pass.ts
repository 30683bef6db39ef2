/** A venue that makes passes, for tests: its key, its signature, and a gate that trusts it. */

import type { KeyObject } from 'node:crypto';
import { generateKeyPairSync } from 'node:crypto';
import type { PassClaims } from '../../../src-main/contract/venue-pass.ts';
import { passKeyOf, signPass } from '../../../src-main/credentials/formats/pass.ts';
import type { Trust } from '../../../src-main/credentials/trust/trust.ts';
import { NO_TRUST } from '../../../src-main/credentials/trust/trust.ts';

export const VENUE_NAME = 'Nhà máy Kiểm Thử';

export type TestVenue = {
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly passOf: (claims?: Partial<PassClaims>) => string;
  /** A gate that trusts this venue and has taken these passes back. */
  readonly trust: (revokedIds?: readonly string[]) => Trust;
};

/** 2026-11-23 08:00 in Vietnam. */
export const PASS_MADE_UTC_MS = Date.UTC(2026, 10, 23, 1);

export function testVenue(): TestVenue {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = passKeyOf(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url'), VENUE_NAME);
  return {
    keyId: key.kid,
    privateKey,
    passOf: (claims = {}) => signPass({ ...claimsOf(key.kid), ...claims }, privateKey),
    trust: (revokedIds = []) => ({
      ...NO_TRUST,
      findKeys: (kind, kid) => (kind === 'pass' && kid === key.kid ? [key] : []),
      isCardRevoked: ({ kid, rid }) => kid === key.kid && revokedIds.includes(rid),
    }),
  };
}

function claimsOf(keyId: string): PassClaims {
  return {
    keyId,
    id: 'AAAAAAAAAAAAAAAAAAAAAA',
    name: 'Trần Thị Kiểm Thử',
    purpose: 'visitor',
    notBeforeS: PASS_MADE_UTC_MS / 1_000,
    expiresAtS: PASS_MADE_UTC_MS / 1_000 + 8 * 3_600,
    isOneTime: false,
    laneIds: null,
  };
}
