/** Which moment do the files of a release carry, so that the same sources give the same bytes on every day? */

import { spawnSync } from 'node:child_process';
import { PROJECT_DIR } from './project.ts';

/** A tree that is no repository: any fixed moment will do. 1 January 2026. */
const WITHOUT_REPOSITORY_S = 1_767_225_600;

/** Seconds since 1970: `SOURCE_DATE_EPOCH` where somebody set it, else the time of the commit. */
export function sourceDateSeconds(env: NodeJS.ProcessEnv = process.env): number {
  const named = Number(env.SOURCE_DATE_EPOCH);
  if (Number.isSafeInteger(named) && named > 0) return named;
  const { stdout } = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: PROJECT_DIR, encoding: 'utf8' });
  const committed = Number(stdout);
  return Number.isSafeInteger(committed) && committed > 0 ? committed : WITHOUT_REPOSITORY_S;
}
