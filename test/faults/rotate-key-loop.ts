/** Gives the gate in the folder of its first argument a new data key again and again, until it is killed. */

import { rotateKeyCommand } from '../../src-main/host/rotate-command.ts';

const [dataDir = ''] = process.argv.slice(2);
for (let turn = 0; ; turn += 1) {
  const { status } = rotateKeyCommand(dataDir, Date.now());
  if (status !== 0) process.exit(1);
  if (turn === 0) process.stdout.write('turning\n');
}
