/** `npm run update-manifest -- new-key | bundle | sign | check`: what the keeper of the release key does. The private key never lies in the project. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MANIFEST_FILE, readManifest } from '../src-main/update/read-manifest.ts';
import { PROJECT_DIR } from './project.ts';
import { bundleVersion } from './update-release/bundle-version.ts';
import { newReleaseKey, signManifest } from './update-release/sign-manifest.ts';

const USAGE = `Cách dùng / usage:
  npm run -s update-manifest -- new-key FILE
      tạo khóa ký bản phát hành, ngoài thư mục dự án / makes the release key, outside of the project
  npm run -s update-manifest -- bundle FOLDER --version 1.2.3 --start node,dist/host/kiosk.js --out FILE.tar.gz
      gói một thư mục thành tệp cập nhật / makes a folder one file of a release
  npm run -s update-manifest -- sign --key FILE --version 1.2.3 --file linux-x64-kiosk=FILE.tar.gz … --out FOLDER
      [--channel stable] [--minimum 0.1.0] [--share 100] [--valid-days 90] [--notes-vi TEXT] [--notes-en TEXT]
      ký bản kê / signs the manifest, beside the files
  npm run -s update-manifest -- check FOLDER --public-key KEY
      kiểm tra như một cổng / checks it as a gate does
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    version: { type: 'string' },
    start: { type: 'string' },
    out: { type: 'string' },
    key: { type: 'string' },
    file: { type: 'string', multiple: true },
    channel: { type: 'string', default: 'stable' },
    minimum: { type: 'string', default: '0.1.0' },
    share: { type: 'string', default: '100' },
    'valid-days': { type: 'string', default: '90' },
    'notes-vi': { type: 'string', default: '' },
    'notes-en': { type: 'string', default: '' },
    'public-key': { type: 'string' },
  },
});

process.exitCode = await run(positionals[0], positionals[1]);

async function run(command: string | undefined, target: string | undefined): Promise<number> {
  if (command === 'new-key' && target !== undefined) return makeKey(resolve(target));
  if (command === 'bundle' && target !== undefined) return bundle(target);
  if (command === 'sign') return sign();
  if (command === 'check' && target !== undefined) return check(target);
  process.stderr.write(USAGE);
  return 2;
}

function makeKey(path: string): number {
  if (!relative(PROJECT_DIR, path).startsWith('..')) return refuse('the key must not lie in the project');
  if (existsSync(path)) return refuse('there is a file of that name already');
  const { privateText, publicKey } = newReleaseKey();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, privateText, { mode: 0o600, flag: 'wx' });
  return print({ privateKeyFile: path, publicKey });
}

async function bundle(folder: string): Promise<number> {
  const { version, start, out } = values;
  if (version === undefined || start === undefined || out === undefined) return refuse(USAGE);
  return print(await bundleVersion({ folder, version, start: start.split(','), outPath: out }));
}

async function sign(): Promise<number> {
  const { version, key, out, file: files = [] } = values;
  if (version === undefined || key === undefined || out === undefined || files.length === 0) return refuse(USAGE);
  const forTests = files.filter((each) => basename(each).includes('~test'));
  if (forTests.length > 0) return refuse(`made for tests only, never for a venue: ${forTests.join(', ')}`);
  const answer = await signManifest({
    privateText: readFileSync(key, 'utf8'),
    version,
    channel: values.channel,
    minimumVersion: values.minimum,
    sharePercent: Number(values.share),
    validDays: Number(values['valid-days']),
    notes: { vi: values['notes-vi'], en: values['notes-en'] },
    files: files.map((each) => {
      const at = each.indexOf('=');
      return { platform: each.slice(0, at), path: each.slice(at + 1) };
    }),
    nowUtcMs: Date.now(),
  });
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, MANIFEST_FILE), `${answer.jws}\n`);
  const elsewhere = answer.manifest.files.filter(({ name }) => !existsSync(join(out, name))).map(({ name }) => name);
  return print({ manifest: join(out, MANIFEST_FILE), version, files: answer.manifest.files.length, elsewhere });
}

async function check(folder: string): Promise<number> {
  const read = await readManifest(readFileSync(join(folder, MANIFEST_FILE), 'utf8'), [values['public-key'] ?? '']);
  print(read.type === 'read' ? { type: 'read', ...read.manifest } : read);
  return read.type === 'read' ? 0 : 1;
}

function print(answer: object): number {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  return 0;
}

function refuse(sentence: string): number {
  process.stderr.write(`${basename(import.meta.filename, '.ts')}: ${sentence}\n`);
  return 2;
}
