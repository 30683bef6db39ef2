/** Where does somebody look who may not install a package before they know what is in it? Beside it. */

import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectVersion } from '../project-version.ts';
import { NOTICES_FILE, papersDir, SBOM_FILE } from '../shipped/write-papers.ts';
import type { StepResult } from './step.ts';

type Shell = {
  readonly shell: Parameters<typeof papersDir>[0];
  readonly stem: string;
  readonly files: readonly string[];
};

/** Of what is to be handed out alone: a test may have packed the other shell, and left the papers of that. */
export function publishPapers(releaseDir: string, dirOf: typeof papersDir = papersDir): StepResult {
  const published: string[] = [];
  for (const { shell, stem, files } of shellsOf(projectVersion())) {
    if (!files.some((file) => existsSync(join(releaseDir, file)))) continue;
    for (const paper of [SBOM_FILE, NOTICES_FILE])
      copyFileSync(join(dirOf(shell), paper), join(releaseDir, `${stem}.${paper}`));
    published.push(stem);
  }
  if (published.length === 0) return { type: 'failed', why: 'nothing was packed yet' };
  return { type: 'done', said: `SBOM and licences of ${published.join(', ')}` };
}

function shellsOf(version: string): readonly Shell[] {
  const electron = [`gac-cong_${version}_amd64.deb`, `GacCong-${version}.AppImage`, `GacCong-Setup-${version}.exe`];
  return [
    { shell: 'electron', stem: `gac-cong-${version}`, files: electron },
    { shell: 'kiosk', stem: `gac-cong-kiosk-${version}`, files: [`gac-cong-kiosk_${version}_amd64.deb`] },
  ];
}
