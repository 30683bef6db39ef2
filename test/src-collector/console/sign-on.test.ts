/** Does the single sign-on let in whom the issuer vouches for, and who has an account, and nobody by a borrowed answer? */

import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestConsole } from '../../support/served-console.ts';
import { openTestConsole } from '../../support/served-console.ts';
import { suiteDir } from '../../support/temporary-dir.ts';

/** What the next id token says beside what it must. */
let said: Record<string, unknown> = {};
let served: TestConsole;
const codes = new Map<string, { readonly nonce: string; readonly challenge: string }>();
const dataDir = suiteDir();
const issuer = createServer();

beforeAll(async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  await new Promise<void>((listening) => issuer.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  const token = async (form: URLSearchParams): Promise<object | null> => {
    const asked = codes.get(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asked === undefined || asked.challenge !== proof) return null;
    codes.delete(form.get('code') ?? '');
    const claims = { nonce: asked.nonce, email: 'an@example.vn', email_verified: true, ...said };
    const idToken = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .setIssuer(url)
      .setAudience('gac-cong')
      .setSubject('an')
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(privateKey);
    return { access_token: 'x', token_type: 'Bearer', id_token: idToken };
  };
  issuer.on('request', (request, response) => {
    const answer = (body: object | null): void => {
      response.writeHead(body === null ? 400 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? { error: 'invalid_grant' }));
    };
    if (request.url === '/jwks') return answer({ keys: [jwk] });
    if (request.url !== '/token') {
      return answer({
        issuer: url,
        authorization_endpoint: `${url}/authorize`,
        token_endpoint: `${url}/token`,
        jwks_uri: `${url}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    }
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => void token(new URLSearchParams(body)).then(answer));
  });
  served = await openTestConsole(dataDir, null, { issuer: url, clientId: 'gac-cong', clientSecret: 'secret' });
  const viewer = await served.account('an.viewer', ['viewer']);
  await served.database.query(`update console_account set email = 'an@example.vn' where id = $1`, [viewer.id]);
  const operator = await served.account('an.operator', ['operator']);
  await served.database.query(`update console_account set email = 'op@example.vn' where id = $1`, [operator.id]);
});
afterAll(async () => {
  await served?.close();
  issuer.close();
});

const cookieOf = (reply: Response, name: string): string =>
  reply.headers
    .getSetCookie()
    .map((each) => each.split(';')[0] ?? '')
    .find((each) => each.startsWith(`${name}=`)) ?? '';

/** Sets out, and comes to the issuer, who gives a code. */
async function setOut(): Promise<{ readonly cookie: string; readonly state: string; readonly code: string }> {
  const reply = await fetch(`${served.url}/console/sign-on`, { redirect: 'manual' });
  const asked = new URL(reply.headers.get('location') ?? '').searchParams;
  expect(asked.get('code_challenge_method')).toBe('S256');
  const code = `code-${codes.size}-${Math.random()}`;
  codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' });
  return { cookie: cookieOf(reply, 'gac-cong-sign-on'), state: asked.get('state') ?? '', code };
}

/** Where somebody ends who comes back with this, and in which stage. */
async function comeBack(
  cookie: string,
  state: string,
  code: string,
): Promise<{ readonly at: string; readonly stage: string }> {
  const query = new URLSearchParams({ state, code });
  const reply = await fetch(`${served.url}/console/sign-on/back?${query}`, { redirect: 'manual', headers: { cookie } });
  const browser = served.browser();
  browser.cookie = cookieOf(reply, 'gac-cong-console') || null;
  const { stage } = (await browser.call('session.current', {})).body;
  return { at: (reply.headers.get('location') ?? '').slice(served.url.length), stage };
}

const REFUSED = { at: '/console/#/sign-on/sign-on-refused', stage: 'none' };

test('who has an account is in, and is asked for the second step where there is one', async () => {
  said = {};
  const first = await setOut();
  expect(await comeBack(first.cookie, first.state, first.code)).toEqual({ at: '/console/', stage: 'full' });
  said = { email: 'OP@example.vn' };
  const second = await setOut();
  expect(await comeBack(second.cookie, second.state, second.code)).toEqual({ at: '/console/', stage: 'begun' });
});

test('nobody else is: no account, an address nobody vouches for, a foreign state, nonce, code or browser', async () => {
  for (const wrong of [{ email: 'stranger@example.vn' }, { email_verified: false }, { nonce: 'other' }]) {
    said = wrong;
    const { cookie, state, code } = await setOut();
    expect(await comeBack(cookie, state, code), JSON.stringify(wrong)).toEqual(REFUSED);
  }
  said = {};
  const [mine, other] = [await setOut(), await setOut()];
  expect(await comeBack(mine.cookie, other.state, mine.code)).toEqual(REFUSED);
  // A code that was asked for by somebody else: the proof does not fit.
  expect(await comeBack(mine.cookie, mine.state, other.code)).toEqual(REFUSED);
  const late = { at: '/console/#/sign-on/sign-on-too-late', stage: 'none' };
  expect(await comeBack('', mine.state, mine.code)).toEqual(late);
  expect(await comeBack('gac-cong-sign-on=AAAA', mine.state, mine.code)).toEqual(late);
  await served.database.query(`update console_account set disabled_at = now() where name = 'an.viewer'`);
  const { cookie, state, code } = await setOut();
  expect(await comeBack(cookie, state, code)).toEqual(REFUSED);
});
