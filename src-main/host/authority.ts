/** What can an authority do on its own machine? `npm run -s authority -- …` (docs/tracing.md). */

import { text as readText } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { caseTags, openCaseFile } from './authority-tool.ts';

const USAGE = `Cách dùng / usage:
  npm run -s authority -- tags --number-stdin --keys <tệp | file>…
                                      nhãn của một người, mỗi dòng một số, không gõ số vào dòng lệnh
                                      one person's tags; numbers on standard input, one a line, never as an argument
  npm run -s authority -- open --case <tệp | file> --key <tệp khóa riêng | private file>… --out <tệp CSV | CSV file>
                                      mở danh sách tiếp xúc của một vụ việc, trên máy này
                                      opens the contact list of a case, on this machine
`;

const OPTIONS = {
  'number-stdin': { type: 'boolean' },
  keys: { type: 'string', multiple: true },
  case: { type: 'string' },
  key: { type: 'string', multiple: true },
  out: { type: 'string' },
  json: { type: 'boolean' },
} as const;

process.exitCode = await run(process.argv.slice(2));

async function run([command, ...words]: readonly string[]): Promise<number> {
  const asked = parse(words);
  const { keys, key, out, case: casePath } = asked?.values ?? {};
  const more = asked?.positionals ?? [];
  if (command === 'tags' && keys !== undefined && asked?.values['number-stdin'] === true) {
    return print(caseTags([...keys, ...more], await readText(process.stdin)));
  }
  if (command === 'open' && casePath !== undefined && key !== undefined && out !== undefined) {
    return print(openCaseFile(casePath, [...key, ...more], out));
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
