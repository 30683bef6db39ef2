/** Did a serial scanner read a setup code while somebody sets the gate up? On a lane it is a strange code like any other. */

import { SETUP_QR_PREFIX } from '../contract/setup-file.ts';
import { SETUP_CODE_PREFIX } from '../contract/upload-protocol.ts';
import type { CodeEar } from './code-ear.ts';
import { createCodeEar } from './code-ear.ts';

export type SetupEar = CodeEar;

export function createSetupEar(monotonicNowMs: () => number): SetupEar {
  return createCodeEar(
    (text) => [SETUP_CODE_PREFIX, SETUP_QR_PREFIX].some((prefix) => text.trimStart().startsWith(prefix)),
    monotonicNowMs,
  );
}
