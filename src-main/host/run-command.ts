/** Which command was asked for, and what is its answer? One JSON object on standard output. */

import { text as readText } from 'node:stream/consumers';
import type { OpenedGate } from '../gate/opened-gate.ts';
import { openGate } from '../gate.ts';
import { runAccessCommand } from './access-command.ts';
import { importAuthorityKey, newAuthorityKey, openSealedEntries } from './authority-command.ts';
import type { BackupAnswer } from './backup-command.ts';
import { rescueLogCommand, restoreBackupCommand, showBackupCode } from './backup-command.ts';
import { changesSettings } from './changes-settings.ts';
import { GATE_RUNS, usage } from './command-sentences.ts';
import { lockDataDir } from './data-lock.ts';
import { makeEscrow, restoreEscrow } from './escrow-command.ts';
import { dataDirFrom, gateOptionsFromEnvironment } from './gate-options.ts';
import { runPassCommand } from './pass-command.ts';
import { readArgument } from './read-argument.ts';
import { rotateKeyCommand } from './rotate-command.ts';
import { runSetupCommand } from './setup-command.ts';
import { runSubjectCommand } from './subject-command.ts';
import type { TracingAnswer } from './tracing-command.ts';
import { importTracing, newTracingKeys, tagsOf } from './tracing-command.ts';
import { runTrustCommand } from './trust-command.ts';
import { unsentCommand } from './unsent-command.ts';

/** Runs one command; the exit status is 0 when the run itself worked, whatever the verdict. */
export async function runCommand(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words.filter((word) => word !== '--json');
  if (command === 'trust') return await trust(rest);
  if (command === 'access') return await access(rest);
  if (command === 'authority-key' && rest[0] !== 'import') return await authorityKey(rest);
  if (command === 'tracing-key') return await tracingKey(rest);
  if (command === 'doctor') return await doctor(rest, words.includes('--json'));
  if (command === 'escrow') return await escrow(rest, words.includes('--json'));
  const withoutGate = command === undefined ? undefined : WITHOUT_GATE[command];
  if (withoutGate !== undefined) {
    const { json, status } = withoutGate(dataDirFrom(process.env), rest);
    printJson(json);
    return status;
  }
  const run = command === undefined ? undefined : COMMANDS[command];
  if (run === undefined || (command !== undefined && !ALONE.has(command) && rest.length === 0)) {
    process.stderr.write(usage());
    return 2;
  }
  if (!changesSettings(command, rest)) return await runInGate(run, command ?? '', rest);
  const release = lockDataDir(dataDirFrom(process.env));
  if (release === null) {
    printJson({ refused: 'data', reason: 'gate-running' });
    return 1;
  }
  try {
    return await runInGate(run, command ?? '', rest);
  } finally {
    release();
  }
}

async function runInGate(run: Command, command: string, rest: readonly string[]): Promise<number> {
  const opened = openGate({
    ...gateOptionsFromEnvironment(process.env, () => undefined),
    isAttended: false,
    mayBeLocked: NEEDS_NO_KEYS.has(command),
  });
  if (opened.type === 'refused') {
    printJson({ refused: opened.room, reason: opened.reason });
    return 1;
  }
  try {
    return await run(opened.gate, rest);
  } finally {
    await opened.gate.close();
  }
}

/** They work on files: on a log that no gate can open, or on one that is not there yet. */
const WITHOUT_GATE: Readonly<Record<string, (dataDir: string, words: readonly string[]) => BackupAnswer>> = {
  unsent: unsentCommand,
  'backup-key': showBackupCode,
  'restore-backup': restoreBackupCommand,
  'rescue-log': rescueLogCommand,
  'rotate-key': (dataDir) => rotateKeyCommand(dataDir, Date.now()),
};

/** They open and seal nobody: the keys may be where only the shell can ask for them. */
const NEEDS_NO_KEYS: ReadonlySet<string> = new Set([
  'verify-log',
  'retry-quarantined',
  'enrol',
  'setup',
  'authority-key',
]);

/** They take no word after them. */
const ALONE: ReadonlySet<string> = new Set(['verify-log', 'retry-quarantined']);

type Command = (gate: OpenedGate, words: readonly string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  scan,
  pass,
  'authority-key': importKey,
  'verify-log': verifyLog,
  subject,
  retention,
  setup,
  enrol,
  'retry-quarantined': retryQuarantined,
};

async function scan(gate: OpenedGate, words: readonly string[]): Promise<number> {
  const read = await readArgument(words.join(' '));
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

/** A gate that runs on the same log sees them at its next turn. */
function retryQuarantined(gate: OpenedGate): Promise<number> {
  printJson(gate.retryQuarantined());
  return Promise.resolve(0);
}

async function enrol(gate: OpenedGate, words: readonly string[]): Promise<number> {
  const answer = await gate.enrol({ setupCode: words.join(' ') });
  printJson(answer);
  return answer.type === 'enrolled' ? 0 : 1;
}

async function subject(gate: OpenedGate, words: readonly string[]): Promise<number> {
  const answer = runSubjectCommand(gate, words, words.length > 2 ? '' : await readText(process.stdin));
  process[answer === null ? 'stderr' : 'stdout'].write(answer?.output ?? usage());
  return answer?.status ?? 2;
}

function retention(gate: OpenedGate, [verb]: readonly string[]): Promise<number> {
  if (verb === 'confirm-clock') printJson(gate.confirmClock());
  else process.stderr.write(usage());
  return Promise.resolve(verb === 'confirm-clock' ? 0 : 2);
}

async function setup(gate: OpenedGate, words: readonly string[]): Promise<number> {
  const answer = await runSetupCommand(gate, words);
  if (answer === null) process.stderr.write(usage());
  else printJson(answer.json);
  return answer?.status ?? 2;
}

function pass(gate: OpenedGate, words: readonly string[]): Promise<number> {
  const { status, answer } = runPassCommand(gate, words, Date.now());
  printJson(answer);
  return Promise.resolve(status);
}

/** Needs no gate and no lock: a running gate sees the new lists by itself. */
async function trust(words: readonly string[]): Promise<number> {
  const answer = await runTrustCommand(dataDirFrom(process.env), words, Date.now());
  if (answer === null) process.stderr.write(usage());
  else printJson(answer.json);
  return answer?.status ?? 2;
}

/** Needs no lock: a running gate sees that its PINs are gone. */
async function access(words: readonly string[]): Promise<number> {
  const answer = await runAccessCommand(words);
  if (answer === null) process.stderr.write(usage());
  else printJson(answer.json);
  return answer?.status ?? 2;
}

/** Looks beside a gate that runs, or without one. Loaded only here: it brings the decoder and the words of the screen. */
async function doctor(words: readonly string[], isJson: boolean): Promise<number> {
  const { runDoctor } = await import('./doctor/run-doctor.ts');
  const { installedShell } = await import('./doctor/installed-shell.ts');
  const shell = installedShell(process.env, import.meta.url);
  const answer = await runDoctor([...words, ...(isJson ? ['--json'] : [])], process.env, shell);
  process[answer === null ? 'stderr' : 'stdout'].write(answer?.output ?? usage());
  return answer?.status ?? 2;
}

/** On the authority's own PC, where there is no gate. */
async function authorityKey([verb, path, days, ...others]: readonly string[]): Promise<number> {
  if (path === undefined || others.length > 0 || (verb !== 'new' && verb !== 'open')) {
    process.stderr.write(usage());
    return 2;
  }
  const { json, status } =
    verb === 'new'
      ? newAuthorityKey(path, Number(days ?? 365), Date.now())
      : openSealedEntries(path, await readText(process.stdin));
  for (const line of Array.isArray(json) ? json : [json]) printJson(line);
  return status;
}

/** `new` and `tag` on the authority's own PC; `import` on the gate, which may be running. */
async function tracingKey([verb, path, ...others]: readonly string[]): Promise<number> {
  let answer: TracingAnswer | null = null;
  if (path !== undefined && verb === 'tag') answer = tagsOf([path, ...others], await readText(process.stdin));
  else if (path !== undefined && verb === 'new') answer = newTracingKeys(path, Number(others[0] ?? 2), Date.now());
  else if (path !== undefined && verb === 'import') answer = importTracing(dataDirFrom(process.env), path, Date.now());
  if (answer === null) {
    process.stderr.write(usage());
    return 2;
  }
  for (const line of Array.isArray(answer.json) ? answer.json : [answer.json]) printJson(line);
  return answer.status;
}

async function escrow([verb, ...numbers]: readonly string[], isJson: boolean): Promise<number> {
  const dataDir = dataDirFrom(process.env);
  if (verb !== 'make' && verb !== 'restore') {
    process.stderr.write(usage());
    return 2;
  }
  const answer =
    verb === 'make'
      ? await makeEscrow(dataDir, Number(numbers[0]), Number(numbers[1]))
      : await restoreEscrow(dataDir, await readText(process.stdin), Date.now());
  if (answer.sheets !== undefined && !isJson) process.stdout.write(answer.sheets);
  else printJson(answer.json);
  return answer.status;
}

function importKey(gate: OpenedGate, [, path = '']: readonly string[]): Promise<number> {
  const { json, status } = importAuthorityKey(gate, path);
  printJson(json);
  return Promise.resolve(status);
}

/** The answer for a program; where a person has to do something first, that in words as well. */
function printJson(value: unknown): void {
  if (typeof value === 'object' && value !== null && 'reason' in value && value.reason === 'gate-running') {
    process.stderr.write(GATE_RUNS);
  }
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
