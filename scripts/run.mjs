/**
 * `node scripts/run.mjs FILE [arguments]`: sets the project up if need be, then runs FILE on the Node that the project
 * brings. Every npm script goes through here, so each works on a fresh clone. Plain JavaScript: any Node from 16 on.
 */

import { findNode, NODE_WANTED } from './find-node.mjs';
import { runChild } from './run-child.mjs';
import { setUp } from './set-up.mjs';

process.exitCode = (await setUp()) ? await handOver(process.argv.slice(2)) : 1;

/** @param {string[]} args */
async function handOver(args) {
  const node = findNode();
  if (node === null) {
    process.stderr.write(NODE_WANTED);
    return 1;
  }
  return runChild(node, args);
}
