/** What does a systemd unit say that its command is run with? As much of it as a test needs to do what systemd would. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type ServiceUnit = {
  readonly user: string;
  readonly group: string;
  readonly supplementaryGroups: readonly string[];
  readonly workingDirectory: string;
  readonly umask: string;
  /** From `Environment=` and then from the files that it names. */
  readonly environment: Readonly<Record<string, string>>;
  readonly execStart: string;
};

/** `path` and the files that it names are looked for below `root`. */
export function readServiceUnit(root: string, path: string): ServiceUnit {
  const lines = readFileSync(join(root, path), 'utf8')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  const all = (name: string): string[] =>
    lines.filter((line) => line.startsWith(`${name}=`)).map((line) => line.slice(name.length + 1).trim());
  const one = (name: string): string => {
    const [value, ...others] = all(name);
    if (value === undefined || others.length > 0) throw new Error(`the unit has not one ${name}`);
    return value;
  };
  const stated = all('Environment').flatMap((line) => line.split(/\s+/));
  return {
    user: one('User'),
    group: one('Group'),
    supplementaryGroups: one('SupplementaryGroups').split(/\s+/),
    workingDirectory: one('WorkingDirectory'),
    umask: one('UMask'),
    environment: Object.fromEntries(
      [...stated, ...all('EnvironmentFile').flatMap((name) => linesOf(root, name))].map(pairOf),
    ),
    execStart: one('ExecStart'),
  };
}

/** The command that does in a root without systemd what the unit says: `setpriv` and the like, down to the program. */
export function commandOf(unit: ServiceUnit): string[] {
  return [
    'setpriv',
    `--reuid=${unit.user}`,
    `--regid=${unit.group}`,
    '--init-groups',
    'env',
    ...Object.entries(unit.environment).map(([name, value]) => `${name}=${value}`),
    'sh',
    '-c',
    `umask ${unit.umask}; cd ${unit.workingDirectory}; exec ${unit.execStart}`,
  ];
}

/** A `-` before the name: it may be missing. */
function linesOf(root: string, name: string): string[] {
  const path = join(root, name.replace(/^-/, ''));
  if (name.startsWith('-') && !existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^\w+=/.test(line));
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
