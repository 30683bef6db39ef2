/** Which commands change settings that a running gate holds in memory, so that its next save would put the old ones back? */

import { isFleetFile } from '../gate/read-fleet-file.ts';
import { plainSetupText } from '../gate/setup-text.ts';
import { readSetupFile } from './setup-command.ts';

/** Of the command and the words after it. Signed settings of a fleet are handed to the gate that runs. */
export function changesSettings(command: string | undefined, [verb, path = '']: readonly string[]): boolean {
  if (command === 'enrol') return true;
  if (command === 'authority-key') return verb === 'import';
  if (command !== 'setup' || verb !== 'apply') return false;
  const file = readSetupFile(path);
  // What cannot be read changes nothing, and is refused with its own reason.
  return file.type === 'read' && !isFleetFile(plainSetupText(file.text) ?? '');
}
