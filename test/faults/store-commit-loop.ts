/** What does a gate do that is cut off in mid-commit? It commits for ever, and names each seq once it is safe. */

import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../../src-main/store/open-store.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';
import { draft } from '../src-main/store/store-drafts.ts';

const dataDir = process.argv[2] ?? '';
const opened = openVault(dataDir);
if (opened.type === 'refused') throw new Error(opened.reason);
const { deviceId, sealer, digest } = opened.vault;
const answer = openStore({
  path: `${dataDir}/gate.sqlite`,
  device: deviceId,
  sealer,
  digest,
  newEpoch: () => randomBytes(16).toString('hex'),
});
if (answer.type === 'refused') throw new Error(answer.reason);
const { store } = answer;

for (;;) {
  const commit = store.commit(draft({ laneId: `lane-${process.pid}` }));
  if (commit.type === 'failed') throw new Error(commit.reason);
  const { seq, epoch } = commit.id;
  writeSync(1, `${seq}\n`);
  // Now and then the collector has some, so that the cut also falls into that.
  if (seq % 7 === 0) {
    store.acknowledge(epoch, [{ from: seq - 6, to: seq - 3 }], Date.now());
    writeSync(1, `acknowledged ${seq - 3}\n`);
  }
}
