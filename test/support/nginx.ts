/** How does a test put Debian's nginx before collectors, as `resources/collector/nginx.conf` has it, on loopback and as a normal user? */

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { placesOnPath } from '../../src-main/host/on-path.ts';
import { MISSING_OPENSSL, makeAuthority } from './certificate-authority.ts';
import { freePort } from './free-port.ts';
import { PROJECT_DIR } from './run-process.ts';

const SHIPPED = join(PROJECT_DIR, 'resources/collector/nginx.conf');
const READY_WITHIN_MS = 20_000;

export type TestNginx = {
  /** Without TLS: what gates and browsers of tests speak. */
  readonly url: string;
  readonly tls: { readonly port: number; readonly authority: string };
  /** What the shipped log says, a line a request. */
  readonly accessLog: () => string[];
  readonly stop: () => Promise<void>;
};

/** Why there can be no nginx here, or `null`. */
export function missingNginx(): string | null {
  return binary() === null ? 'no nginx here: apt-get install nginx-light' : MISSING_OPENSSL;
}

/** The shipped file with other addresses, ports and certificate, and nothing else of it changed; the caller stops it. */
export async function startNginx(port: number, collectors: readonly [number, number]): Promise<TestNginx> {
  const program = binary();
  if (program === null) throw new Error('no nginx');
  // Of its own: the user that nginx runs as comes through no folder of a test's.
  const dir = mkdtempSync(join(tmpdir(), 'gac-cong-nginx-'));
  const authority = makeAuthority(dir, 'authority');
  const { certificatePath, keyPath } = authority.issue('localhost');
  const tlsPort = await freePort();
  const log = join(dir, 'access.log');
  const site = withThese(readFileSync(SHIPPED, 'utf8'), [
    ['127.0.0.1:8787', `127.0.0.1:${collectors[0]}`],
    ['127.0.0.1:8788', `127.0.0.1:${collectors[1]}`],
    ['listen 443 ssl http2;', `listen 127.0.0.1:${port};\n  listen 127.0.0.1:${tlsPort} ssl http2;`],
    ['/etc/ssl/gac-cong/fullchain.pem', certificatePath],
    ['/etc/ssl/gac-cong/key.pem', keyPath],
    ['/var/log/nginx/gac-cong.log', log],
  ]);
  writeFileSync(join(dir, 'site.conf'), site);
  writeFileSync(join(dir, 'nginx.conf'), around(dir));
  mkdirSync(join(dir, 'temporary'));
  const as = process.getuid?.() === 0 ? nobody() : {};
  giveTo(dir, as);
  const args = ['-e', 'stderr', '-p', dir, '-c', join(dir, 'nginx.conf')];
  execFileSync(program, [...args, '-t'], { ...as, cwd: dir, stdio: 'pipe' });
  const server = spawn(program, args, { ...as, cwd: dir, stdio: 'ignore' });
  await untilListening(port);
  return {
    url: `http://127.0.0.1:${port}`,
    tls: { port: tlsPort, authority: authority.pem },
    accessLog: () => readFileSync(log, 'utf8').trimEnd().split('\n'),
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) {
        const exit = once(server, 'exit');
        server.kill('SIGTERM');
        await exit;
      }
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** What Debian's /etc/nginx/nginx.conf is around a site, with all that is written in a folder of its own. */
function around(dir: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (each) => `  ${each}_temp_path ${join(dir, 'temporary', each)};`,
  );
  return `daemon off;
worker_processes 2;
pid ${join(dir, 'nginx.pid')};
events { worker_connections 512; }
http {
${temporary.join('\n')}
  include ${join(dir, 'site.conf')};
}
`;
}

/** Each has to stand in it, so that a test never goes by a file that was not meant. */
function withThese(text: string, changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`resources/collector/nginx.conf has no ${from}`);
    return changed.replaceAll(from, to);
  }, text);
}

type Owner = { readonly uid?: number; readonly gid?: number };

function nobody(): Owner {
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function giveTo(dir: string, { uid, gid }: Owner): void {
  if (uid === undefined || gid === undefined) return;
  for (const path of ['', ...readdirSync(dir)]) chownSync(join(dir, path), uid, gid);
}

async function untilListening(port: number): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await delay(50);
    } finally {
      socket.destroy();
    }
  }
}

function binary(): string | null {
  return [...placesOnPath(process.env, ['nginx']), '/usr/sbin/nginx'].find((path) => existsSync(path)) ?? null;
}
