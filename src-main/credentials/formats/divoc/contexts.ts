/** What do the words of a verifiable credential mean, as far as this gate knows? */

import credentialsV1 from './contexts/credentials-v1.json' with { type: 'json' };
import securityV1 from './contexts/security-v1.json' with { type: 'json' };
import securityV2 from './contexts/security-v2.json' with { type: 'json' };
import { VACCINATION_CONTEXT, VACCINATION_VOCABULARY } from './vaccination-words.ts';

/** JSON-LD contexts by their address. No other is ever asked for, and none is fetched. */
export type Contexts = ReadonlyMap<string, unknown>;

export const CREDENTIALS_CONTEXT = 'https://www.w3.org/2018/credentials/v1';
/** Under this one the proof itself is signed, whatever context its document has. */
export const PROOF_CONTEXT = 'https://w3id.org/security/v2';

/** Those whose licence lets them be shipped (`contexts/NOTICE.md`). */
export const SHIPPED_CONTEXTS: Contexts = new Map<string, unknown>([
  [CREDENTIALS_CONTEXT, credentialsV1],
  ['https://w3id.org/security/v1', securityV1],
  [PROOF_CONTEXT, securityV2],
  [VACCINATION_CONTEXT, VACCINATION_VOCABULARY],
]);
