/** Is a list fetched from an address that may be asked, within its limits, and is every failure a word? */

import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { fetchList } from '../../../../src-main/credentials/trust/fetch-list.ts';

/** A server on this machine for the running test; answers its address without a slash at the end. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an address that may be asked', () => {
  test('gives the bytes of its list under its own name', async () => {
    const origin = await serve((_, response) => response.end('{"certificates":[]}'));
    const fetched = await fetchList(`${origin}/list.json`);
    expect(fetched).toMatchObject({ type: 'fetched', url: `${origin}/list.json` });
    expect(fetched.type === 'fetched' && Buffer.from(fetched.bytes).toString()).toBe('{"certificates":[]}');
  });

  test('may send on, but not for ever', async () => {
    const origin = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end('list');
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await fetchList(`${origin}/5`)).toMatchObject({ type: 'fetched' });
    expect(await fetchList(`${origin}/6`)).toMatchObject({ type: 'refused', reason: 'too-many-redirects' });
  });
});

describe('what is refused', () => {
  test.each([
    ['http://list.example/a.json', 'not-https'],
    ['file:///etc/hostname', 'not-https'],
    ['no address', 'not-an-address'],
    ['https://tng-cdn-uat.who.int/v2/trustlist/did.json', 'not-production'],
    ['https://tng-cdn-dev.who.int/v2/trustlist/did.json', 'not-production'],
  ])('%s: %s', async (address, reason) => {
    expect(await fetchList(address)).toMatchObject({ type: 'refused', reason });
  });

  test.each([
    ['http://list.example/a.json', 'not-https'],
    ['https://tng-cdn-uat.who.int/did.json', 'not-production'],
    ['http://', 'not-an-address'],
  ])('being sent on to %s: %s', async (location, reason) => {
    const origin = await serve((_, response) => response.writeHead(301, { location }).end());
    expect(await fetchList(origin)).toMatchObject({ type: 'refused', reason });
  });

  test('being sent from a server out there to this machine', async () => {
    const asked = vi.fn(() =>
      Promise.resolve(new Response(null, { status: 302, headers: { location: 'http://127.0.0.1/' } })),
    );
    vi.stubGlobal('fetch', asked);
    onTestFinished(() => void vi.unstubAllGlobals());
    expect(await fetchList('https://list.example/a.json')).toMatchObject({ type: 'refused', reason: 'not-https' });
    expect(asked).toHaveBeenCalledOnce();
  });

  test('a page of an error, with its status', async () => {
    const origin = await serve((_, response) => response.writeHead(404).end('not here'));
    expect(await fetchList(origin)).toMatchObject({ type: 'refused', reason: 'http-status', status: 404 });
  });

  test('a list that says it is too large, and one that is without saying so', async () => {
    const declared = await serve((_, response) =>
      response.writeHead(200, { 'content-length': '300000000' }).write('a'),
    );
    expect(await fetchList(declared)).toMatchObject({ reason: 'too-large' });
    const endless = await serve((_, response) => {
      response.writeHead(200, { 'transfer-encoding': 'chunked' });
      const timer = setInterval(() => response.write(Buffer.alloc(400)), 1);
      response.on('close', () => clearInterval(timer));
    });
    expect(await fetchList(endless, { maxBytes: 1_000 })).toMatchObject({ reason: 'too-large' });
  });

  test('a server that is not there, that hangs up, or that nobody waits for any longer', async () => {
    expect(await fetchList('http://127.0.0.1:1/')).toMatchObject({ reason: 'unreachable' });
    const rude = await serve((_, response) =>
      response.writeHead(200, { 'content-length': '9' }).write('a', () => response.destroy()),
    );
    expect(await fetchList(rude)).toMatchObject({ reason: 'unreachable' });
    const silent = await serve(() => undefined);
    expect(await fetchList(silent, { signal: AbortSignal.timeout(50) })).toMatchObject({ reason: 'unreachable' });
  });
});
