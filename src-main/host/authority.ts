/** What can an authority do on its own machine? `npm run -s authority -- …` (docs/tracing.md). */

import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { caseTags, openCaseFile, openCopyFile, saveOpeningPage } from './authority-tool.ts';
import { newSettingsKey, signSettings } from './settings-signing.ts';

const OPENING_PAGE = join(import.meta.dirname, '../../dist/opening/open-case.html');

const USAGE = `Cách dùng / usage:
  npm run -s authority -- tags --number-stdin --keys <tệp | file>…
                                      nhãn của một người, mỗi dòng một số, không gõ số vào dòng lệnh
                                      one person's tags; numbers on standard input, one a line, never as an argument
  npm run -s authority -- open --case <tệp | file> --key <tệp khóa riêng | private file>… --out <tệp CSV | CSV file>
                                      mở danh sách tiếp xúc của một vụ việc, trên máy này
                                      opens the contact list of a case, on this machine
  npm run -s authority -- open --copy <tệp | file> --key <tệp khóa riêng | private file>… --out <tệp CSV | CSV file>
                                      mở bản sao dữ liệu của một người, để trao cho chính người đó
                                      opens the copy of one person's data, for that person
  npm run -s authority -- page --out <tệp HTML | HTML file>
                                      trang mở danh sách trong trình duyệt, không cần mạng: cất trên máy này
                                      the page that opens it in a browser, without a network: to be kept on this machine
  npm run -s authority -- settings-key --out <thư mục | folder>
                                      cặp khóa ký cài đặt từ xa, để ngoài máy thu
                                      a key pair that signs settings from afar, kept off the collector
  npm run -s authority -- sign-settings --document <tệp | file> --key <tệp khóa riêng | private file> --out <tệp | file>
                                      ký cài đặt mà máy thu đã soạn, sau khi đọc kỹ
                                      signs settings that a collector drafted, once they were read
`;

const OPTIONS = {
  'number-stdin': { type: 'boolean' },
  keys: { type: 'string', multiple: true },
  case: { type: 'string' },
  copy: { type: 'string' },
  key: { type: 'string', multiple: true },
  out: { type: 'string' },
  document: { type: 'string' },
  json: { type: 'boolean' },
} as const;

process.exitCode = await run(process.argv.slice(2));

async function run([command, ...words]: readonly string[]): Promise<number> {
  const asked = parse(words);
  const { keys, key, out, copy, case: casePath, document } = asked?.values ?? {};
  const more = asked?.positionals ?? [];
  if (command === 'tags' && keys !== undefined && asked?.values['number-stdin'] === true) {
    return print(caseTags([...keys, ...more], await readText(process.stdin)));
  }
  if (command === 'open' && casePath !== undefined && key !== undefined && out !== undefined) {
    return print(openCaseFile(casePath, [...key, ...more], out));
  }
  if (command === 'open' && copy !== undefined && key !== undefined && out !== undefined) {
    return print(openCopyFile(copy, [...key, ...more], out));
  }
  if (command === 'page' && out !== undefined) return print(saveOpeningPage(OPENING_PAGE, out));
  if (command === 'settings-key' && out !== undefined) return print(newSettingsKey(out));
  const [keyPath] = key ?? [];
  if (command === 'sign-settings' && document !== undefined && keyPath !== undefined && out !== undefined) {
    return print(signSettings(document, keyPath, out));
  }
  process.stderr.write(USAGE);
  return 2;
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true, strict: true });
  } catch {
    return null; // Refused with the usage.
  }
}

function print({ json, status }: { readonly json: unknown; readonly status: number }): number {
  process.stdout.write(`${JSON.stringify(json)}\n`);
  return status;
}
