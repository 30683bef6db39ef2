/** What does a gate do whose writes are recorded? It opens its log, commits, acknowledges, folds its journal in, and ends. */

import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openDatabase } from '../../src-main/store/open-database.ts';
import { assembleStore } from '../../src-main/store/open-store.ts';
import { openVault } from '../../src-main/vault/open-vault.ts';
import { draft } from '../src-main/store/store-drafts.ts';

/** A gate does it after some 500 entries; here the recording has to see it several times. */
const CHECKPOINT_PAGES = 60;

const [dataDir = '', commits = '0'] = process.argv.slice(2);
const vault = openVault(dataDir);
if (vault.type === 'refused') throw new Error(vault.reason);
const path = `${dataDir}/gate.sqlite`;
const opened = openDatabase(path);
if (opened.type === 'refused') throw new Error(opened.reason);
opened.database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
const { deviceId, sealer, digest } = vault.vault;
const newEpoch = (): string => randomBytes(16).toString('hex');
const store = assembleStore(opened.database, { path, device: deviceId, sealer, digest, newEpoch });

for (let count = 0; count < Number(commits); count += 1) {
  const commit = store.commit(draft());
  if (commit.type === 'failed') throw new Error(commit.reason);
  const { seq, epoch } = commit.id;
  writeSync(1, `committed ${seq}\n`);
  if (seq % 7 !== 0) continue;
  store.acknowledge(epoch, [{ from: seq - 6, to: seq - 3 }], Date.now());
  writeSync(1, `acknowledged ${seq - 3}\n`);
}
store.close();
