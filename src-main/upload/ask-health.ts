/** Does the collector answer at all, over the very way that entries would take? */

import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { NetworkSettings } from '../contract/network-settings.ts';
import type { Environment } from './open-agent.ts';
import { openAgent } from './open-agent.ts';
import { troubleOf } from './tls-trouble.ts';

const ANSWER_WITHIN_MS = 4_000;
const OF_CERTIFICATES = /^(?:certificate-|own-certificate-|tls$)/;

export type HealthAnswer = { readonly type: 'answers'; readonly ms: number } | { readonly type: 'silent' | 'tls' };

/** Any answer of the right kind will do: whether it takes this gate's entries, the uploader says. Never rejects. */
export async function askHealth(url: string, network: NetworkSettings, env: Environment): Promise<HealthAnswer> {
  const opened = openAgent(url, network, env);
  if (opened.type === 'own-file') return { type: 'tls' };
  const startMs = performance.now();
  try {
    const response = await headOf(`${url.replace(/\/+$/, '')}/healthz`, opened.agent);
    response.resume();
    if (response.statusCode !== 200) return { type: 'silent' };
    return { type: 'answers', ms: performance.now() - startMs };
  } catch (error) {
    return { type: OF_CERTIFICATES.test(troubleOf(error, opened.proxy)) ? 'tls' : 'silent' };
  } finally {
    opened.agent.destroy();
  }
}

function headOf(url: string, agent: Extract<ReturnType<typeof openAgent>, { type: 'opened' }>['agent']) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const start = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = start(url, { agent, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    request.on('response', resolve);
    request.on('error', reject);
    request.end();
  });
}
