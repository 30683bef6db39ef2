/** What did the gate send, to the last byte? A proxy before the collector that keeps all of it, and misbehaves on command. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** `echo`: a 500 that quotes the request. `send-back`: no entry is taken. `break`: the connection goes in mid-answer. */
export type ProxyManner = 'pass' | 'echo' | 'send-back' | 'break';

export type RecordingProxy = {
  readonly url: string;
  readonly setManner: (manner: ProxyManner) => void;
  /** How many uploads met this manner: only they are misbehaved to, and a gate asks for other things at any time. */
  readonly came: (manner: ProxyManner) => number;
  /** Each request: its line and headers, its body as it came, and the same unpacked. */
  readonly sent: () => readonly { readonly place: string; readonly bytes: Buffer }[];
  readonly close: () => Promise<void>;
};

export async function startRecordingProxy(collectorUrl: string): Promise<RecordingProxy> {
  const sent: { place: string; bytes: Buffer }[] = [];
  const counts = new Map<ProxyManner, number>();
  let manner: ProxyManner = 'pass';

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = manner;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    const head = Buffer.from(`${request.method} ${request.url}\n${request.rawHeaders.join('\n')}`);
    const place = `request ${sent.length / 3 + 1}`;
    sent.push({ place: `${place}, head`, bytes: head });
    sent.push({ place: `${place}, body`, bytes: body }, { place: `${place}, unpacked`, bytes: plain });
    const isUpload = request.url?.startsWith('/v1/entries') === true;
    if (isUpload) counts.set(asked, (counts.get(asked) ?? 0) + 1);
    switch (isUpload ? asked : 'pass') {
      case 'echo':
        response.writeHead(500, { 'content-type': 'text/plain' }).end(plain);
        return;
      case 'break':
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
        response.write(plain.subarray(0, 100), () => response.destroy());
        return;
      case 'send-back': {
        const { entries } = JSON.parse(plain.toString('utf8')) as { entries: { seq: number }[] };
        response.writeHead(200, { 'content-type': 'application/json' });
        const refused = entries.map(({ seq }) => ({ seq, code: 'malformed', retryable: false }));
        const more = { serverTimeUtcMs: Date.now(), settingsVersion: 0, nextUploadAfterMs: 0 };
        response.end(JSON.stringify({ acknowledged: [], refused, ...more }));
        return;
      }
      case 'pass': {
        const headers = Object.fromEntries(
          Object.entries(request.headers).flatMap(([name, value]) =>
            ['host', 'connection', 'content-length', 'transfer-encoding'].includes(name) ? [] : [[name, String(value)]],
          ),
        );
        const answer = await fetch(new URL(request.url ?? '/', collectorUrl), {
          method: request.method ?? 'GET',
          headers,
          body: body.length === 0 ? null : Uint8Array.from(body),
        });
        response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
        response.end(Buffer.from(await answer.arrayBuffer()));
      }
    }
  }

  const server = createServer((request, response) => {
    // The collector is away, or the gate was killed in mid-request: as on any line.
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setManner: (next) => {
      manner = next;
    },
    came: (asked) => counts.get(asked) ?? 0,
    sent: () => sent,
    close: () =>
      new Promise((closed) => {
        server.closeAllConnections();
        server.close(() => closed());
      }),
  };
}

/** The same setup code, with the proxy in the collector's place. */
export function setupCodeThrough(setupCode: string, proxyUrl: string): { readonly code: string; readonly url: string } {
  const [prefix = '', packed = ''] = setupCode.split(':');
  const said = JSON.parse(Buffer.from(packed, 'base64url').toString('utf8')) as { url: string };
  const code = `${prefix}:${Buffer.from(JSON.stringify({ ...said, url: proxyUrl })).toString('base64url')}`;
  return { code, url: said.url };
}
