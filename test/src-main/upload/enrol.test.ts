import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { SetupCode } from '../../../src-main/contract/upload-protocol.ts';
import { enrolRequest, SETUP_CODE_PREFIX } from '../../../src-main/contract/upload-protocol.ts';
import type { Enrolment } from '../../../src-main/upload/enrol.ts';
import { enrol, parseSetupCode } from '../../../src-main/upload/enrol.ts';
import { MISSING_OPENSSL, makeAuthority } from '../../support/certificate-authority.ts';
import { freePort } from '../../support/free-port.ts';
import { TEST_DEVICE } from '../../support/memory-outbox.ts';
import { temporaryDir } from '../../support/temporary-dir.ts';

const CODE: SetupCode = { url: 'http://127.0.0.1:1', token: 't'.repeat(32), name: 'Máy thu thử' };

function codeText(code: object): string {
  return SETUP_CODE_PREFIX + Buffer.from(JSON.stringify(code), 'utf8').toString('base64url');
}

/** A collector that gives this answer to every enrolment. */
async function collector(status: number, body: unknown, headers: Record<string, string> = {}): Promise<string> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    void text(request).then((sent) => {
      asked.push(sent);
      const isExpected = request.url === '/gate/v1/enrol' && enrolRequest.safeParse(JSON.parse(sent)).success;
      response.writeHead(isExpected ? status : 418, headers).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/gate/`;
}

function enrolAt(url: string): Promise<Enrolment> {
  return enrol({ setupCode: codeText({ ...CODE, url }), device: TEST_DEVICE, publicKeyRaw: new Uint8Array(32) });
}

describe('a setup code', () => {
  test('says where, with which token, and to whom', () => {
    expect(parseSetupCode(` ${codeText(CODE)}\n`)).toEqual(CODE);
  });

  test('of a newer collector may say more', () => {
    expect(parseSetupCode(codeText({ ...CODE, since: 2 }))).toEqual(CODE);
  });

  test('is nothing else that a reader or a person may give', () => {
    const others = [
      '',
      'hello',
      SETUP_CODE_PREFIX,
      codeText({ ...CODE, url: 'file:///etc' }),
      codeText({}),
      codeText([]),
    ];
    expect(others.map(parseSetupCode)).toEqual(others.map(() => null));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (tail) => {
        expect(parseSetupCode(SETUP_CODE_PREFIX + tail)).toBeNull();
      }),
    );
    for (let end = SETUP_CODE_PREFIX.length; end < codeText(CODE).length; end += 1) {
      expect(parseSetupCode(codeText(CODE).slice(0, end))).toBeNull();
    }
  });
});

describe('enrolment', () => {
  test('gives the collector’s address and the name it goes by', async () => {
    const url = await collector(200, { name: 'Máy thu A', serverTimeUtcMs: 0, more: true });
    expect(await enrolAt(url)).toEqual({ type: 'enrolled', url, name: 'Máy thu A', ca: null, settingsKey: null });
  });

  test.each([
    ['not-a-setup-code', () => Promise.resolve('ftp://127.0.0.1/')],
    ['code-used-or-expired', () => collector(403, { reason: 'code-used-or-expired', serverTimeUtcMs: 0 })],
    ['refused', () => collector(404, { name: 'Máy thu A', serverTimeUtcMs: 0 })],
    ['refused', () => collector(200, { hello: 'there' })],
    ['unreachable', () => collector(500, {})],
    ['unreachable', () => collector(302, {}, { location: 'http://127.0.0.1:9/' })],
    ['unreachable', async () => `http://127.0.0.1:${await freePort()}`],
  ])('is refused as “%s”', async (reason, open) => {
    expect(await enrolAt(await open())).toEqual({ type: 'refused', reason });
  });

  test.skipIf(MISSING_OPENSSL !== null)(
    `trusts the authority that the setup code names, and no other (${MISSING_OPENSSL ?? 'openssl is here'})`,
    async () => {
      const authority = makeAuthority(temporaryDir(), 'venue');
      const { certificatePath, keyPath } = authority.issue('localhost');
      const server = createSecureServer(
        { cert: readFileSync(certificatePath), key: readFileSync(keyPath) },
        (request, response) =>
          request.resume().on('end', () => response.end('{"name":"Máy thu A","serverTimeUtcMs":0}')),
      );
      await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
      onTestFinished(() => void server.close());
      const url = `https://localhost:${(server.address() as AddressInfo).port}`;
      const enrolBy = (code: object) =>
        enrol({ setupCode: codeText(code), device: TEST_DEVICE, publicKeyRaw: new Uint8Array(32) });
      expect(await enrolBy({ ...CODE, url })).toEqual({ type: 'refused', reason: 'not-trusted' });
      const { pem: ca } = authority;
      expect(await enrolBy({ ...CODE, url, ca })).toEqual({
        type: 'enrolled',
        url,
        name: 'Máy thu A',
        ca,
        settingsKey: null,
      });
    },
  );
});
