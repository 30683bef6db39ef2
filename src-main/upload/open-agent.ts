/** By which connections does the gate reach its collector: trusted authorities, own certificate, proxy? */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { NetworkSettings } from '../contract/network-settings.ts';
import { isPemText } from '../contract/network-settings.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type OpenedAgent =
  | { readonly type: 'opened'; readonly agent: HttpAgent; readonly proxy: URL | null }
  /** A file that the settings name is not there, or holds something else. */
  | { readonly type: 'own-file' };

/** The gate's own machine is never reached by way of another. */
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const ONE_CERTIFICATE = /-----BEGIN CERTIFICATE-----([\s\S]+?)-----END CERTIFICATE-----/g;

/** An agent for this collector; the files are read anew for each, because certificates are renewed. */
export function openAgent(url: string, network: NetworkSettings, env: Environment): OpenedAgent {
  const { protocol, hostname } = new URL(url);
  const proxyEnv = LOOPBACK.test(hostname) ? {} : proxyOf(network, env);
  const proxyUrl = protocol === 'https:' ? proxyEnv.HTTPS_PROXY : proxyEnv.HTTP_PROXY;
  const proxy = URL.parse(proxyUrl ?? '');
  const common = { keepAlive: true, maxSockets: 2, proxyEnv };
  if (protocol !== 'https:') return { type: 'opened', agent: new HttpAgent(common), proxy };
  try {
    const certificates = {
      ca: network.ca === '' ? undefined : authoritiesOf(network.ca),
      cert: network.clientCertificate === '' ? undefined : readPem(network.clientCertificate),
      key: network.clientKey === '' ? undefined : readPem(network.clientKey),
    };
    if (certificates.cert !== undefined) new X509Certificate(certificates.cert);
    if (certificates.key !== undefined) createPrivateKey(certificates.key);
    // Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 in the environment would turn it off.
    const agent = new HttpsAgent({ ...common, ...certificates, rejectUnauthorized: true });
    return { type: 'opened', agent, proxy };
  } catch {
    return { type: 'own-file' };
  }
}

function proxyOf({ proxy }: NetworkSettings, env: Environment): Record<string, string | undefined> {
  const noProxy = env.NO_PROXY ?? env.no_proxy;
  if (proxy !== '') return { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: noProxy };
  const { HTTP_PROXY = env.http_proxy, HTTPS_PROXY = env.https_proxy } = env;
  return { HTTP_PROXY, HTTPS_PROXY, NO_PROXY: noProxy };
}

/** Each certificate in the text, also where a form took its line ends away; throws where there is none, or one is broken. */
function authoritiesOf(ca: string): string[] {
  const found = [...(isPemText(ca) ? ca : readPem(ca)).matchAll(ONE_CERTIFICATE)];
  if (found.length === 0) throw new Error('no certificate');
  return found.map(([, base64 = '']) => new X509Certificate(Buffer.from(base64, 'base64')).toString());
}

function readPem(path: string): string {
  return readFileSync(path, 'utf8');
}
