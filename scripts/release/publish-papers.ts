/** Where does somebody look who may not install a package before they know what is in it? Beside it. */

import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectVersion } from '../project-version.ts';
import { NOTICES_FILE, papersDir, SBOM_FILE } from '../shipped/write-papers.ts';
import type { StepResult } from './step.ts';

const NAMES = { electron: 'gac-cong', kiosk: 'gac-cong-kiosk' } as const;

export function publishPapers(releaseDir: string): StepResult {
  mkdirSync(releaseDir, { recursive: true });
  const published: string[] = [];
  for (const shell of ['electron', 'kiosk'] as const) {
    const dir = papersDir(shell);
    if (!existsSync(dir)) continue;
    const stem = `${NAMES[shell]}-${projectVersion()}`;
    copyFileSync(join(dir, SBOM_FILE), join(releaseDir, `${stem}.${SBOM_FILE}`));
    copyFileSync(join(dir, NOTICES_FILE), join(releaseDir, `${stem}.${NOTICES_FILE}`));
    published.push(stem);
  }
  if (published.length === 0) return { type: 'failed', why: 'nothing was packed yet' };
  return { type: 'done', said: `SBOM and licences of ${published.join(', ')}` };
}
