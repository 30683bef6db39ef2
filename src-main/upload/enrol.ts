/** How does a gate become known to a collector? By a one-time setup code. */

import type { NetworkSettings } from '../contract/network-settings.ts';
import { networkSettings } from '../contract/network-settings.ts';
import type { EnrolRequest, SetupCode } from '../contract/upload-protocol.ts';
import { enrolResponse, SETUP_CODE_PREFIX, setupCode as setupCodeSchema } from '../contract/upload-protocol.ts';
import type { UploadFailure } from '../core/outbox/plan.ts';
import type { Environment } from './open-agent.ts';
import { openLine } from './post-json.ts';

const ANSWER_WITHIN_MS = 10_000;

export type Enrolment =
  /** `ca`: what the setup code says of the collector's own authority; `null` for nothing. `settingsKey`: likewise, or what the collector said. */
  | {
      readonly type: 'enrolled';
      readonly url: string;
      readonly name: string;
      readonly ca: string | null;
      readonly settingsKey: string | null;
    }
  | {
      readonly type: 'refused';
      readonly reason:
        | 'not-a-setup-code'
        | 'code-used-or-expired'
        | 'unreachable'
        | 'not-trusted'
        | 'own-file'
        | 'proxy'
        | 'refused';
    };

/** Shows the collector this device's public key (raw Ed25519, 32 bytes) with the token of the setup code. */
export async function enrol(options: {
  readonly setupCode: string;
  readonly device: string;
  readonly publicKeyRaw: Uint8Array;
  readonly network?: NetworkSettings;
  readonly env?: Environment;
}): Promise<Enrolment> {
  const code = parseSetupCode(options.setupCode);
  if (code === null) return { type: 'refused', reason: 'not-a-setup-code' };
  const request: EnrolRequest = {
    token: code.token,
    device: options.device,
    publicKey: Buffer.from(options.publicKeyRaw).toString('base64url'),
  };
  const network = options.network ?? networkSettings.parse({});
  const line = openLine(code.url, { ...network, ca: code.ca ?? network.ca }, options.env ?? {});
  const posted = await line.post('/v1/enrol', {
    body: new TextEncoder().encode(JSON.stringify(request)),
    headers: {},
    timeoutMs: ANSWER_WITHIN_MS,
    stop: new AbortController().signal,
  });
  line.close();
  if (posted.type === 'failed') return { type: 'refused', reason: reasonOf(posted.failure.type) };
  if (posted.status === 403 || posted.status === 410) return { type: 'refused', reason: 'code-used-or-expired' };
  const answer = enrolResponse.safeParse(posted.body);
  if (posted.status !== 200 || !answer.success) return { type: 'refused', reason: 'refused' };
  // What somebody holds before the gate counts more than what a network says.
  const settingsKey = code.settingsKey ?? answer.data.settingsKey ?? null;
  return { type: 'enrolled', url: code.url, name: answer.data.name, ca: code.ca ?? null, settingsKey };
}

function reasonOf(trouble: UploadFailure['type']): Extract<Enrolment, { type: 'refused' }>['reason'] {
  if (trouble === 'own-file') return 'own-file';
  if (trouble.startsWith('proxy-')) return 'proxy';
  const isOfTrust = trouble === 'tls' || trouble.startsWith('certificate-') || trouble === 'own-certificate-refused';
  return isOfTrust ? 'not-trusted' : 'unreachable';
}

/** What a setup code says, or `null` for any other text. */
export function parseSetupCode(text: string): SetupCode | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith(SETUP_CODE_PREFIX)) return null;
  try {
    const json = Buffer.from(trimmed.slice(SETUP_CODE_PREFIX.length), 'base64url').toString('utf8');
    return setupCodeSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null; // Not JSON: somebody scanned half a code.
  }
}
