/** How does the folder of a version become the one file that gates fetch? A gzipped `ustar` archive, the same bytes each time. */

import { createWriteStream, lstatSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

const BLOCK = 512;
const VERSION_FILE = 'version.json';

export type BundleInput = {
  readonly folder: string;
  readonly version: string;
  /** `node` and its arguments, or a path in the folder and its. */
  readonly start: readonly string[];
  readonly outPath: string;
  /** Of names seen from the folder, with `/` between them: what belongs to no version. */
  readonly leavesOut?: (name: string) => boolean;
  /** Of gzip; tests would rather wait less. */
  readonly level?: number;
};

/** The text of `version.json`: what a launcher starts. Stands at the top of each version, and of the base that an installer brings. */
export function versionFileText(version: string, start: readonly string[]): string {
  return `${JSON.stringify({ format: 1, version, start })}\n`;
}

export async function bundleVersion({
  folder,
  version,
  start,
  outPath,
  leavesOut = () => false,
  level = 9,
}: BundleInput): Promise<{ path: string; bytes: number }> {
  mkdirSync(dirname(outPath), { recursive: true });
  const files = archive(folder, versionFileText(version, start), leavesOut);
  await pipeline(Readable.from(files), createGzip({ level }), createWriteStream(outPath));
  return { path: outPath, bytes: statSync(outPath).size };
}

function* archive(folder: string, versionText: string, leavesOut: (name: string) => boolean): Generator<Buffer> {
  yield* entryOf(VERSION_FILE, Buffer.from(versionText), false);
  for (const path of filesIn(folder)) {
    const name = relative(folder, path).split(sep).join('/');
    if (name === VERSION_FILE || leavesOut(name)) continue;
    yield* entryOf(name, readFileSync(path), (statSync(path).mode & 0o100) !== 0);
  }
  yield Buffer.alloc(2 * BLOCK);
}

/** By name, so that the same folder gives the same archive. Links are refused: a gate would not follow them. */
function filesIn(dir: string): string[] {
  return readdirSync(dir)
    .sort()
    .flatMap((name) => {
      const path = join(dir, name);
      const stat = lstatSync(path);
      if (stat.isDirectory()) return filesIn(path);
      if (!stat.isFile()) throw new Error(`neither a file nor a folder: ${path}`);
      return [path];
    });
}

function* entryOf(name: string, content: Buffer, isProgram: boolean): Generator<Buffer> {
  yield headerOf(name, content.length, isProgram);
  yield content;
  yield Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
}

function headerOf(name: string, sizeBytes: number, isProgram: boolean): Buffer {
  const header = Buffer.alloc(BLOCK);
  const [prefix, rest] = splitName(name);
  header.write(rest, 0);
  header.write(isProgram ? '0000755\0' : '0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(prefix, 345);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** At a slash, so that each part fits its field. */
function splitName(name: string): [string, string] {
  if (Buffer.byteLength(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at !== -1; at = name.indexOf('/', at + 1)) {
    const [prefix, rest] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(rest) <= 100) return [prefix, rest];
  }
  throw new Error(`the name is too long for the archive: ${name}`);
}
