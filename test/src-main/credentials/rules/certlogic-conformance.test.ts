/** Does CertLogic still mean here what its specification and the member states' own tests say? */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runConformance } from '../../../conformance/run.ts';

const DATA_DIR = fileURLToPath(new URL('../../../../../shared/data/credentials/certlogic', import.meta.url));
const missing = existsSync(DATA_DIR)
  ? null
  : 'the official test data (../shared/data/credentials/certlogic) is not here';

describe(`CertLogic${missing === null ? '' : `, skipped: ${missing}`}`, () => {
  test.skipIf(missing !== null).each([
    ['certlogic-spec', 'spec.jsonl', 218],
    ['certlogic-rules', 'tests.dev.jsonl', 818],
  ])('meets every case of %s', (suite, file, cases) => {
    const report = runConformance([`${DATA_DIR}/${file}`]);
    expect(report.misses).toEqual([]);
    expect(report.suites).toEqual({ [suite]: { EVALUATE: { met: cases, expected: cases, disputed: 0 } } });
  });
});
