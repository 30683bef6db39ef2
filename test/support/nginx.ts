/** How does a test get an nginx of its own, with the shipped configuration, on loopback and as whoever runs the test? */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from './run-process.ts';

const PATHS = ['/usr/sbin/nginx', '/usr/bin/nginx'];
const SHIPPED = join(PROJECT_DIR, 'resources/collector/nginx.conf');

/** Why there can be none here, or `null`. */
export function missingNginx(): string | null {
  return PATHS.some((path) => existsSync(path)) ? null : 'no nginx here: apt-get install nginx-light';
}

/** The shipped file, without TLS and with these ports; all else as it is. */
export async function startNginx(
  dir: string,
  port: number,
  upstreams: readonly number[],
): Promise<() => Promise<void>> {
  const program = PATHS.find((path) => existsSync(path));
  if (program === undefined) throw new Error(missingNginx() ?? 'no nginx');
  mkdirSync(join(dir, 'tmp'), { recursive: true });
  const [first, second] = upstreams;
  const site = readFileSync(SHIPPED, 'utf8')
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^ {2}ssl_.*\n/gm, '')
    .replace('server 127.0.0.1:8787', `server 127.0.0.1:${first}`)
    .replace('server 127.0.0.1:8788', `server 127.0.0.1:${second}`)
    .replaceAll('proxy_set_header Host $host;', 'proxy_set_header Host $http_host;');
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((each) => `${each}_temp_path ${join(dir, 'tmp', each)};`)
    .join('\n');
  const file = join(dir, 'nginx.conf');
  const whole = `daemon off; master_process off; worker_processes 1; pid ${dir}/nginx.pid; error_log stderr error;
events {}
http { access_log off;
${temporary}
${site}}
`;
  writeFileSync(file, whole);
  const running = spawn(program, ['-p', dir, '-c', file], { stdio: 'ignore' });
  return async () => {
    if (running.exitCode !== null) return;
    const exit = once(running, 'exit');
    running.kill('SIGTERM');
    await exit;
  };
}
