import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import type { ServerOptions } from 'node:https';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NetworkSettings } from '../../../src-main/contract/network-settings.ts';
import { networkSettings } from '../../../src-main/contract/network-settings.ts';
import type { Environment } from '../../../src-main/upload/open-agent.ts';
import type { PostAnswer } from '../../../src-main/upload/post-json.ts';
import { openLine } from '../../../src-main/upload/post-json.ts';
import type { IssuedCertificate } from '../../support/certificate-authority.ts';
import { MISSING_OPENSSL, makeAuthority } from '../../support/certificate-authority.ts';
import { startConnectProxy } from '../../support/connect-proxy.ts';
import { freePort } from '../../support/free-port.ts';

/** Nothing here takes so long, unless it is on purpose: a resolver that nobody answers needs ten seconds to know no name. */
const PATIENCE_MS = 60_000;
const LOGIN = 'cổng:mật:khẩu';
const PROXY_LOGIN = LOGIN.split(':').map(encodeURIComponent);
const WELL: PostAnswer = { type: 'answered', status: 200, body: { ok: true } };
const FOLDER = mkdtempSync(join(tmpdir(), 'gac-cong-tls-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));

const answerWell: RequestListener = (request, response) => {
  request.resume().on('end', () => response.end('{"ok":true}'));
};

type Listening = { readonly port: number; readonly heard: () => number };

async function listen(
  server: ReturnType<typeof createHttpServer> | ReturnType<typeof createServer>,
): Promise<Listening> {
  let heard = 0;
  server.on('request', () => {
    heard += 1;
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard: () => heard };
}

function secureServer({ certificatePath, keyPath }: IssuedCertificate, more: ServerOptions = {}): Promise<Listening> {
  return listen(createServer({ cert: readFileSync(certificatePath), key: readFileSync(keyPath), ...more }, answerWell));
}

function plainServer(listener: RequestListener): Promise<Listening> {
  return listen(createHttpServer(listener));
}

async function post(
  url: string,
  network: Partial<NetworkSettings> = {},
  env: Environment = {},
  timeoutMs = PATIENCE_MS,
): Promise<PostAnswer> {
  const line = openLine(url, networkSettings.parse(network), env);
  onTestFinished(() => line.close());
  const stop = new AbortController().signal;
  return line.post('/v1/entries', { body: Buffer.from('{}'), headers: {}, timeoutMs, stop });
}

function failure(type: string): PostAnswer {
  return { type: 'failed', failure: { type } } as PostAnswer;
}

describe.skipIf(MISSING_OPENSSL !== null)(`a collector behind TLS (${MISSING_OPENSSL ?? 'openssl is here'})`, () => {
  const authority = MISSING_OPENSSL === null ? makeAuthority(FOLDER, 'venue') : null;
  const other = MISSING_OPENSSL === null ? makeAuthority(FOLDER, 'other') : null;
  if (authority === null || other === null) return;
  const good = authority.issue('localhost');

  test('is believed where the venue’s own authority vouches for it, by path, as text, and as a form left the text', async () => {
    const { port } = await secureServer(good);
    for (const ca of [authority.path, authority.pem, authority.pem.replaceAll('\n', '')]) {
      expect(await post(`https://localhost:${port}`, { ca })).toEqual(WELL);
    }
  });

  test.each([
    ['nobody known vouches for it', good, '', 'certificate-untrusted'],
    ['another authority than the pinned one vouches for it', good, other.path, 'certificate-untrusted'],
    ['it has expired', authority.issue('localhost', -1), authority.path, 'certificate-expired'],
    ['it is of another name', authority.issue('elsewhere.test'), authority.path, 'certificate-wrong-name'],
  ])('gets not one byte of an entry when %s', async (_why, certificate, ca, reason) => {
    const { port, heard } = await secureServer(certificate);
    expect(await post(`https://localhost:${port}`, { ca })).toEqual(failure(reason));
    expect(heard()).toBe(0);
  });

  test('is not believed because the environment says that nothing need be checked', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { port, heard } = await secureServer(good);
    expect(await post(`https://localhost:${port}`)).toEqual(failure('certificate-untrusted'));
    expect(heard()).toBe(0);
  });

  test('that asks for a certificate gets the gate’s own, and refuses none and a stranger’s', async () => {
    const { port, heard } = await secureServer(good, {
      ca: authority.pem,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const url = `https://localhost:${port}`;
    const shown = ({ certificatePath, keyPath }: IssuedCertificate) => ({
      ca: authority.path,
      clientCertificate: certificatePath,
      clientKey: keyPath,
    });
    expect(await post(url, shown(authority.issue('gate.test')))).toEqual(WELL);
    expect(await post(url, { ca: authority.path })).toEqual(failure('own-certificate-refused'));
    // Node's own server ends the connection without a word of why.
    expect((await post(url, shown(other.issue('gate.test')))).type).toBe('failed');
    expect(heard()).toBe(1);
  });

  test('is not tried with a certificate file that is gone or is none, and is as soon as it is back', async () => {
    const { port } = await secureServer(good);
    const url = `https://localhost:${port}`;
    const path = join(FOLDER, 'on-a-stick.pem');
    const line = openLine(url, networkSettings.parse({ ca: path }), {});
    onTestFinished(() => line.close());
    const stop = new AbortController().signal;
    const send = () => line.post('/', { body: Buffer.from('{}'), headers: {}, timeoutMs: PATIENCE_MS, stop });
    expect(await send()).toEqual(failure('own-file'));
    writeFileSync(path, 'not a certificate');
    expect(await send()).toEqual(failure('own-file'));
    writeFileSync(path, authority.pem);
    expect(await send()).toEqual(WELL);
    expect(await post(url, { ca: path, clientCertificate: path, clientKey: path })).toEqual(failure('own-file'));
  });

  test('that speaks no TLS is not spoken to in plain', async () => {
    const { port, heard } = await plainServer(answerWell);
    expect(await post(`https://localhost:${port}`)).toEqual(failure('tls'));
    expect(heard()).toBe(0);
  });

  describe('and behind a company’s proxy', () => {
    const behind = authority.issue('collector.test');

    test('is reached by the settings’ proxy and by the environment’s, and still has to be who it is', async () => {
      const proxy = await startConnectProxy(LOGIN);
      const { port } = await secureServer(behind);
      const [url, at] = [
        `https://collector.test:${port}`,
        `http://${PROXY_LOGIN[0]}:${PROXY_LOGIN.slice(1).join('%3A')}@127.0.0.1:${proxy.port}`,
      ];
      const ca = authority.path;
      expect(await post(url, { ca, proxy: at })).toEqual(WELL);
      expect(await post(url, { ca }, { HTTPS_PROXY: at })).toEqual(WELL);
      expect(await post(url, { proxy: at })).toEqual(failure('certificate-untrusted'));
      expect(proxy.asked).toEqual(Array.from({ length: 3 }, () => `collector.test:${port}`));
    });

    test('is not reached when the proxy wants another password or is away, and the word says which', async () => {
      const proxy = await startConnectProxy(LOGIN);
      const { port, heard } = await secureServer(behind);
      const url = `https://collector.test:${port}`;
      expect(await post(url, { proxy: `http://a:b@127.0.0.1:${proxy.port}` })).toEqual(failure('proxy-refused'));
      expect(await post(url, { proxy: `http://127.0.0.1:${await freePort()}` })).toEqual(failure('proxy-unreachable'));
      expect(heard()).toBe(0);
    });

    test('is not asked for by way of the proxy where NO_PROXY names it, or it is on this machine', async () => {
      const proxy = await startConnectProxy(LOGIN);
      const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
      const { port } = await secureServer(good);
      const away = `https://collector.invalid:${port}`;
      expect(await post(away, {}, { HTTPS_PROXY, NO_PROXY: 'collector.invalid' })).toEqual(failure('network'));
      expect(await post(`https://localhost:${port}`, { ca: authority.path }, { HTTPS_PROXY })).toEqual(WELL);
      expect(proxy.asked).toEqual([]);
    });
  });
});

describe('an answer', () => {
  test.each<[string, RequestListener, string, number?]>([
    ['leads elsewhere', (_request, response) => response.writeHead(307, { location: '/' }).end(), 'redirect'],
    ['is a redirect without end', (_request, response) => response.writeHead(301).write('x'), 'redirect'],
    ['is longer than any honest one', (_request, response) => response.end(' '.repeat(600_000)), 'bad-answer'],
    ['comes byte by byte and never ends', (_request, response) => response.writeHead(200).write(' '), 'timeout', 500],
    ['breaks off', (_request, response) => response.write('{', () => response.destroy()), 'network'],
    ['is a proxy’s that wants a password', (_request, response) => response.writeHead(407).end(), 'proxy-refused'],
  ])('that %s is a failure with its word', async (_what, listener, reason, withinMs) => {
    const { port } = await plainServer(listener);
    expect(await post(`http://127.0.0.1:${port}`, {}, {}, withinMs)).toEqual(failure(reason));
  });

  test.each([
    ['seconds', '90', 90_000],
    ['a date, by the answer’s own clock', 'Mon, 01 Jan 2001 00:01:30 GMT', 90_000],
    ['a date that has passed', 'Sun, 31 Dec 2000 00:00:00 GMT', 0],
    ['nonsense', 'soon', null],
    ['a negative number', '-5', null],
    ['nothing', '', null],
  ])('that asks for patience by %s is understood', async (_how, asked, retryAfterMs) => {
    for (const status of [429, 503]) {
      const { port } = await plainServer((_request, response) =>
        response.writeHead(status, { date: 'Mon, 01 Jan 2001 00:00:00 GMT', 'retry-after': asked }).end(),
      );
      expect(await post(`http://127.0.0.1:${port}`)).toEqual({
        type: 'failed',
        failure: { type: 'throttled', retryAfterMs },
      });
    }
  });

  test('on a kept connection that the collector has closed is asked for again on a new one', async () => {
    const server = createHttpServer({ keepAliveTimeout: 0 }, answerWell);
    const { port, heard } = await listen(server);
    const line = openLine(`http://127.0.0.1:${port}`, networkSettings.parse({}), {});
    onTestFinished(() => line.close());
    const stop = new AbortController().signal;
    const send = () => line.post('/', { body: Buffer.from('{}'), headers: {}, timeoutMs: PATIENCE_MS, stop });
    expect(await send()).toEqual(WELL);
    // The socket goes in the same turn as the next request is written on it.
    server.closeAllConnections();
    expect(await send()).toEqual(WELL);
    expect(heard()).toBe(2);
  });
});
