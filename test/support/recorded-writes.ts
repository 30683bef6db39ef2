/** What did a process write to its files, in which order, and when did it wait for the disk? */

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PROJECT_DIR } from './run-process.ts';

/** One thing that was done to a file of the watched folder; `said` is a line on standard output. */
export type DiskStep =
  | { readonly type: 'write'; readonly file: string; readonly at: number; readonly bytes: Buffer }
  | { readonly type: 'cut'; readonly file: string; readonly length: number }
  | { readonly type: 'made'; readonly file: string; readonly isEmptied: boolean }
  | { readonly type: 'removed'; readonly file: string }
  | { readonly type: 'synced'; readonly file: string }
  | { readonly type: 'folder-synced' }
  | { readonly type: 'said'; readonly text: string };

const CALLS = 'pwrite64,write,ftruncate,fsync,fdatasync,unlink,openat';

/** Why nothing can be recorded here; `null` = it can. */
export function whyNotRecorded(): string | null {
  const probe = spawnSync('strace', ['-o', '/dev/null', 'true']);
  if (probe.error !== undefined) return 'strace is not installed';
  return probe.status === 0 ? null : 'this system lets no process be traced';
}

/**
 * Runs a program of the project to its end and gives back every step of its main thread in `dir`. SQLite's shared-memory
 * file is left out: it is made anew after a crash. Throws where the program fails.
 */
export function recordWrites(script: string, args: readonly string[], dir: string, traceDir: string): DiskStep[] {
  mkdirSync(traceDir, { recursive: true });
  const run = spawnSync(
    'strace',
    // A file a thread, so that no call is cut in two by another; paths and data in hex; whole pages.
    ['-ff', '-y', '-xx', '-s', '200000', '-e', `trace=${CALLS}`, '-o', join(traceDir, 'trace')].concat(
      process.execPath,
      script,
      args,
    ),
    { cwd: PROJECT_DIR, encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error(`the recorded program failed: ${run.stderr}`);
  const traces = readdirSync(traceDir).map((name) => stepsOf(readFileSync(join(traceDir, name), 'latin1'), dir));
  // The thread that wrote the log is the one that did most.
  return traces.reduce((most, each) => (each.length > most.length ? each : most), []);
}

const CALL = /^(\w+)\((.*)\)\s+= (\d+)/;
const DATA = /"((?:\\x[0-9a-f]{2})*)"/;

function stepsOf(trace: string, dir: string): DiskStep[] {
  return trace.split('\n').flatMap((line) => {
    const [, call, args, result] = CALL.exec(line) ?? [];
    return call === undefined || args === undefined ? [] : stepOf(call, args, Number(result), dir);
  });
}

function stepOf(call: string, args: string, result: number, dir: string): DiskStep[] {
  const [, descriptor, hexPath] = /^(\d+)<((?:\\x[0-9a-f]{2})*)>/.exec(args) ?? [];
  if (call === 'openat' || call === 'unlink') {
    const path = bytesOf(DATA.exec(args)?.[1]).toString('utf8');
    if (dirname(path) !== dir || !isKept(path)) return [];
    if (call === 'unlink') return [{ type: 'removed', file: basename(path) }];
    return args.includes('O_CREAT')
      ? [{ type: 'made', file: basename(path), isEmptied: args.includes('O_TRUNC') }]
      : [];
  }
  const data = bytesOf(DATA.exec(args)?.[1]).subarray(0, result);
  if (call === 'write' && descriptor === '1') return [{ type: 'said', text: data.toString('utf8') }];
  const path = bytesOf(hexPath).toString('utf8');
  if (path === dir && call === 'fsync') return [{ type: 'folder-synced' }];
  if (dirname(path) !== dir || !isKept(path)) return [];
  const file = basename(path);
  switch (call) {
    case 'pwrite64':
      return [{ type: 'write', file, at: Number(args.slice(args.lastIndexOf(',') + 1)), bytes: data }];
    case 'ftruncate':
      return [{ type: 'cut', file, length: Number(args.slice(args.lastIndexOf(',') + 1)) }];
    case 'fsync':
    case 'fdatasync':
      return [{ type: 'synced', file }];
    default:
      throw new Error(`${call} on a file of the log: the recorder does not know where it writes`);
  }
}

function isKept(path: string): boolean {
  return basename(path).startsWith('gate.sqlite') && !path.endsWith('-shm');
}

function bytesOf(hex: string | undefined): Buffer {
  return Buffer.from((hex ?? '').replaceAll('\\x', ''), 'hex');
}
