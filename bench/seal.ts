/** What does it cost a commit that its person is sealed for the authority? `npm run -s bench:seal [-- --json]` */

import { hpkeRecipient, hpkeSeal, hpkeSealTo, newHpkePair } from '../src-main/vault/hpke.ts';

const ROUNDS = 3_000;
const WARM_UP = 500;
const info = Buffer.from('gac-cong entry 1');
const aad = Buffer.alloc(80, 'x');
/** About as long as a card's fields are. */
const person = Buffer.alloc(300, 'a');

type Cost = { readonly cpuUs: number; readonly p50Us: number; readonly p99Us: number };

/** Processor time as well as the clock's: a busy machine makes the one longer and not the other. */
function costOf(seal: () => unknown): Cost {
  for (let round = 0; round < WARM_UP; round += 1) seal();
  const before = process.cpuUsage();
  const timesUs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAtMs = performance.now();
    seal();
    timesUs.push((performance.now() - startedAtMs) * 1_000);
  }
  const { user, system } = process.cpuUsage(before);
  timesUs.sort((left, right) => left - right);
  const at = (share: number): number => Math.round(timesUs[Math.floor(ROUNDS * share)] ?? 0);
  return { cpuUs: Math.round((user + system) / ROUNDS), p50Us: at(0.5), p99Us: at(0.99) };
}

const { publicKeyRaw } = newHpkePair();
const recipient = hpkeRecipient(publicKeyRaw, info);
const result = {
  rounds: ROUNDS,
  oneMessage: costOf(() => hpkeSeal(publicKeyRaw, person, { info, aad })),
  sameRecipient: costOf(() => hpkeSealTo(recipient, person, aad)),
};
process.stdout.write(`${JSON.stringify(result, null, process.argv.includes('--json') ? 0 : 2)}\n`);
