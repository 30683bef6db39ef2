/** What does a Debian package say is new in it? The versions of docs/changes.md, in the form that Debian's tools read. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project.ts';
import { MAINTAINER } from './build-deb.ts';

export type Change = { readonly version: string; readonly day: string; readonly points: readonly string[] };

/** The newest first, as they stand there. */
export function changes(text: string = readFileSync(join(PROJECT_DIR, 'docs', 'changes.md'), 'utf8')): Change[] {
  const [, ...sections] = text.split(/^## /m);
  return sections.map((section) => {
    const [heading = '', ...lines] = section.trim().split('\n');
    const [, version = '', day = ''] = /^(\d+\.\d+\.\d+) · (\d{4}-\d{2}-\d{2})$/.exec(heading) ?? [];
    const points = lines.join('\n').split(/^\* /m).slice(1);
    if (version === '' || points.length === 0) throw new Error(`docs/changes.md: no version of its own: ${heading}`);
    return { version, day, points: points.map((point) => point.trim().replace(/\s+/g, ' ')) };
  });
}

export function changelogOf(packageName: string, all: readonly Change[]): string {
  return all
    .map(({ version, day, points }) =>
      [
        `${packageName} (${version}) stable; urgency=medium`,
        '',
        ...points.map((point) => `  * ${wrapped(point)}`),
        '',
        ` -- ${MAINTAINER}  ${new Date(`${day}T00:00:00Z`).toUTCString().replace('GMT', '+0000')}`,
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** Debian's tools show 80 columns; what follows the first line stands below it. */
function wrapped(point: string): string {
  return (point.match(/.{1,74}(?: |$)/g) ?? []).map((line) => line.trim()).join('\n    ');
}
