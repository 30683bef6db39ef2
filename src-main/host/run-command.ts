/** Which command was asked for, and what is its answer? One JSON object on standard output. */

import type { OpenedGate } from '../gate.ts';
import { openGate } from '../gate.ts';
import { gateOptionsFromEnvironment } from './gate-options.ts';
import { readArgument } from './read-argument.ts';

const USAGE = `Cách dùng / usage:
  npm run -s gate -- scan <text | picture | ->    đọc một mã, ghi và in quyết định / read one code, record it, print the decision
  npm run -s gate -- verify-log                 kiểm tra chuỗi nhật ký / check the chain of the log
  npm run -s gate -- enrol <setup code>         nối với máy thu / connect to a collector
`;

/** Runs one command; the exit status is 0 when the run itself worked, whatever the verdict. */
export async function runCommand(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words.filter((word) => word !== '--json');
  const argument = rest.join(' ');
  const run = command === undefined ? undefined : COMMANDS[command];
  if (run === undefined || (command !== 'verify-log' && rest.length === 0)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const opened = openGate({ ...gateOptionsFromEnvironment(process.env, () => undefined), isAttended: false });
  if (opened.type === 'refused') {
    printJson({ refused: opened.room, reason: opened.reason });
    return 1;
  }
  try {
    return await run(opened.gate, argument);
  } finally {
    await opened.gate.close();
  }
}

const COMMANDS: Readonly<Record<string, (gate: OpenedGate, argument: string) => Promise<number>>> = {
  scan: scanArgument,
  'verify-log': verifyLog,
  enrol,
};

async function scanArgument(gate: OpenedGate, argument: string): Promise<number> {
  const read = await readArgument(argument);
  if (read.type === 'unreadable-file') {
    printJson({ refused: 'file', reason: read.reason });
    return 1;
  }
  const shown = gate.scan({ readerKind: 'command', text: read.text, encoding: read.encoding });
  printJson({
    verdict: shown.verdict,
    reasons: shown.reasons,
    kind: shown.codeKind,
    maskedName: shown.maskedName,
    maskedNumber: shown.maskedNumber,
    verification: shown.verification,
    direction: shown.direction,
    entry: shown.entry,
  });
  return 0;
}

function verifyLog(gate: OpenedGate): Promise<number> {
  printJson(gate.verifyLog());
  return Promise.resolve(0);
}

async function enrol(gate: OpenedGate, setupCode: string): Promise<number> {
  const answer = await gate.enrol({ setupCode });
  printJson(answer);
  return answer.type === 'enrolled' ? 0 : 1;
}

function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
