import { expect, test } from 'vitest';
import { optionsFromEnvironment } from '../../src-collector/environment.ts';
import { ownAddresses } from '../../src-collector/own-addresses.ts';

test('an empty environment is a collector for this machine alone', () => {
  expect(optionsFromEnvironment({ XDG_DATA_HOME: '/data', PORT: '', DATABASE_URL: '' })).toEqual({
    type: 'options',
    options: {
      host: '127.0.0.1',
      port: 8787,
      databaseUrl: null,
      dataDir: '/data/gac-cong-collector',
      name: 'Máy thu Gác Cổng',
      publicUrl: null,
      keepDays: null,
      trustedProxy: null,
      secret: null,
      signOn: null,
      mail: null,
      webhookNetworks: [],
      tellsOfficerNames: false,
    },
  });
});

test('what is set holds', () => {
  const answer = optionsFromEnvironment({
    HOST: '0.0.0.0',
    PORT: '9000',
    DATABASE_URL: 'postgresql://gate@127.0.0.1:5432/gates',
    COLLECTOR_DATA_DIR: '/srv/collector',
    COLLECTOR_NAME: ' Khu công nghiệp ',
    COLLECTOR_URL: 'https://thu.example.vn/gac-cong',
    COLLECTOR_KEEP_DAYS: '30',
    COLLECTOR_PROXY: '127.0.0.1,::1',
    COLLECTOR_SECRET: 'k'.repeat(43),
    COLLECTOR_SMTP_URL: 'smtps://thu:x@mail.example.vn',
    COLLECTOR_MAIL_FROM: 'thu@example.vn',
    COLLECTOR_WEBHOOK_NETWORKS: '10.1.2.0/24, ::1',
    COLLECTOR_OIDC_ISSUER: 'https://id.example.vn',
    COLLECTOR_OIDC_CLIENT_ID: 'gac-cong',
    COLLECTOR_OIDC_CLIENT_SECRET: 'x',
  });
  expect(answer).toEqual({
    type: 'options',
    options: {
      host: '0.0.0.0',
      port: 9000,
      databaseUrl: 'postgresql://gate@127.0.0.1:5432/gates',
      dataDir: '/srv/collector',
      name: 'Khu công nghiệp',
      publicUrl: 'https://thu.example.vn/gac-cong',
      keepDays: 30,
      trustedProxy: '127.0.0.1,::1',
      secret: 'k'.repeat(43),
      mail: { url: 'smtps://thu:x@mail.example.vn', from: 'thu@example.vn' },
      webhookNetworks: ['10.1.2.0/24', '::1'],
      signOn: { issuer: 'https://id.example.vn', clientId: 'gac-cong', clientSecret: 'x' },
      tellsOfficerNames: false,
    },
  });
});

test('what cannot be used is named, all of it', () => {
  const wrong = {
    PORT: 'http',
    DATABASE_URL: 'mysql://x',
    COLLECTOR_URL: 'thu.example.vn',
    COLLECTOR_NAME: 'x'.repeat(81),
    COLLECTOR_KEEP_DAYS: '0',
  };
  expect(optionsFromEnvironment(wrong)).toEqual({
    type: 'refused',
    variables: ['PORT', 'DATABASE_URL', 'COLLECTOR_NAME', 'COLLECTOR_URL', 'COLLECTOR_KEEP_DAYS'],
  });
});

test('half a single sign-on is none', () => {
  expect(optionsFromEnvironment({ COLLECTOR_OIDC_ISSUER: 'https://id.example.vn' })).toEqual({
    type: 'refused',
    variables: ['COLLECTOR_OIDC_CLIENT_ID', 'COLLECTOR_OIDC_CLIENT_SECRET'],
  });
});

test('“every address” is none to go to: gates get one of the network, the page one of this machine', () => {
  const address = (family: 'IPv4' | 'IPv6', address: string, internal: boolean) =>
    ({ family, address, internal, netmask: '', mac: '', cidr: null, scopeid: 0 }) as never;
  const interfaces = {
    lo: [address('IPv4', '127.0.0.1', true)],
    eth0: [address('IPv6', 'fe80::1', false), address('IPv4', '192.168.1.10', false)],
  };
  const lan = { fromHere: 'http://127.0.0.1:80', fromOutside: 'http://192.168.1.10:80' };
  expect(ownAddresses('0.0.0.0', 80, interfaces)).toEqual(lan);
  expect(ownAddresses('::', 80, interfaces)).toEqual(lan);
  expect(ownAddresses('0.0.0.0', 80, {}).fromOutside).toBe('http://127.0.0.1:80');
  expect(ownAddresses('10.0.0.5', 80, interfaces).fromOutside).toBe('http://10.0.0.5:80');
  expect(ownAddresses('::1', 80, interfaces).fromHere).toBe('http://[::1]:80');
});
