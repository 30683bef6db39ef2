/** How does a gate make passes of its own, take them back, and know them again? */

import { randomBytes } from 'node:crypto';
import type { Gate } from '../contract/gate.ts';
import type { MadePass, MakePassesAnswer, PassOrder } from '../contract/pass-api.ts';
import type { PassClaims, VenuePassList } from '../contract/venue-pass.ts';
import { LONGEST_PASS_MS } from '../contract/venue-pass.ts';
import { maskName } from '../core/code/mask.ts';
import { passKeyOf, signPass } from '../credentials/formats/pass.ts';
import type { Trust } from '../credentials/trust/trust.ts';
import type { StoredPasses } from '../store/venue-passes.ts';
import type { RawSigner } from '../vault/open-vault.ts';

/** As many as the desk shows; the newest are the ones that somebody asks about. */
const MOST_LISTED = 500;

export type PassDesk = {
  /** What a screen may ask. */
  readonly calls: Pick<Gate, 'makePasses' | 'listPasses' | 'revokePass'>;
  /** For the venue's other gates: this gate's key, and what it took back. */
  readonly listForOthers: () => VenuePassList;
  /** These lists, and this gate's own passes with them. */
  readonly trusting: (others: Trust) => Trust;
};

export type PassDeskOptions = {
  readonly signer: RawSigner;
  readonly book: StoredPasses;
  readonly venueName: () => string;
  readonly hasLane: (laneId: string) => boolean;
  readonly nowUtcMs: () => number;
};

export function openPassDesk(options: PassDeskOptions): PassDesk {
  const { signer, book, venueName, hasLane } = options;
  const { kid } = passKeyOf(signer.publicKeyRaw, '');

  function make(order: PassOrder): MakePassesAnswer {
    const nowUtcMs = options.nowUtcMs();
    const notBeforeUtcMs = order.notBeforeUtcMs ?? nowUtcMs;
    if (order.expiresAtUtcMs <= Math.max(notBeforeUtcMs, nowUtcMs))
      return { type: 'refused', reason: 'ends-too-early' };
    if (order.expiresAtUtcMs - nowUtcMs > LONGEST_PASS_MS) return { type: 'refused', reason: 'too-long' };
    if (order.laneIds?.every(hasLane) === false) return { type: 'refused', reason: 'unknown-lane' };
    const passes = Array.from({ length: order.count }, () => sign(order, notBeforeUtcMs));
    try {
      book.addPasses(passes.map((pass) => ({ ...kept(pass), madeAtUtcMs: nowUtcMs })));
    } catch {
      return { type: 'refused', reason: 'cannot-write' };
    }
    return { type: 'made', issuer: venueName(), passes };
  }

  function sign({ name, purpose, expiresAtUtcMs, isOneTime, laneIds }: PassOrder, notBeforeUtcMs: number): MadePass {
    const id = randomBytes(16).toString('base64url');
    const claims: PassClaims = {
      keyId: kid,
      id,
      name,
      purpose,
      notBeforeS: Math.floor(notBeforeUtcMs / 1_000),
      expiresAtS: Math.floor(expiresAtUtcMs / 1_000),
      isOneTime,
      laneIds,
    };
    return {
      id,
      text: signPass(claims, signer.privateKey),
      name,
      purpose,
      isOneTime,
      laneIds: laneIds === null ? null : [...laneIds],
      notBeforeUtcMs: claims.notBeforeS * 1_000,
      expiresAtUtcMs: claims.expiresAtS * 1_000,
    };
  }

  return {
    calls: {
      makePasses: make,
      listPasses: () => book.listPasses(options.nowUtcMs(), MOST_LISTED),
      revokePass: ({ id }) => ({ type: book.revokePass(id, options.nowUtcMs()) ? 'revoked' : 'unknown-pass' }),
    },
    listForOthers: () => ({
      form: 'gac-cong-passes-1',
      issuer: venueName(),
      keys: [{ kid, publicKey: Buffer.from(signer.publicKeyRaw).toString('base64url') }],
      revoked: book.revokedPasses(options.nowUtcMs()),
    }),
    trusting: (others) => ({
      ...others,
      findKeys: (kind, keyId) =>
        kind === 'pass' && keyId === kid ? [passKeyOf(signer.publicKeyRaw, venueName())] : others.findKeys(kind, keyId),
      isCardRevoked: (card) => (card.kid === kid ? book.isPassRevoked(card.rid) : others.isCardRevoked(card)),
    }),
  };
}

function kept({ id, purpose, isOneTime, name, expiresAtUtcMs }: MadePass) {
  return { id, purpose, isOneTime, maskedName: maskName(name) ?? '', expiresAtUtcMs };
}
