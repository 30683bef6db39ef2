/** Who is in this code? For tests of codes that must be a person's. */

import type { PersonCode, TextEncoding } from '../../../../src-main/core/code/code.ts';
import { recognise } from '../../../../src-main/core/code/recognise.ts';

/** Throws where the text is not a person's, without telling the text. */
export function person(text: string, encoding: TextEncoding = 'utf-8'): PersonCode {
  const code = recognise(text, encoding);
  if (code.type !== 'person') throw new Error(`expected a person's code, got ${code.type}`);
  return code;
}
