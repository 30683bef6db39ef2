/** When is a decoder right, when is it wrong, and when did it see what is not there? */

import { describe, expect, test } from 'vitest';
import type { Outcome, Truth } from '../../../bench/decode/judge.ts';
import { judge } from '../../../bench/decode/judge.ts';

const labelled: Truth = { kind: 'labelled', texts: ['one', 'the\r\nother\n'] };

describe('what a text is worth', () => {
  test.each<[string, Truth, string | null, Outcome]>([
    ['any of the true texts is right', labelled, 'one', 'right'],
    ['how lines end, and whether the last one does, makes no difference', labelled, 'the\nother', 'right'],
    [
      'the same letters composed in another way are the same text',
      { kind: 'labelled', texts: ['ế'] },
      'e\u0302\u0301',
      'right',
    ],
    ['no text is a miss', labelled, null, 'missed'],
    ['a text that is not among the true ones is wrong, however near', labelled, 'One', 'wrong'],
    ['half of a text is wrong', labelled, 'the', 'wrong'],
    ['a text where no code is is a false positive', { kind: 'negative' }, 'one', 'false-positive'],
    ['no text where no code is is as it should be', { kind: 'negative' }, null, 'quiet'],
    ['where nobody knows the text, no answer is judged', { kind: 'unlabelled' }, 'one', 'unjudged'],
    ['where nobody knows the text, silence is not judged either', { kind: 'unlabelled' }, null, 'unjudged'],
  ])('%s', (_title, truth, text, outcome) => {
    expect(judge(truth, text)).toBe(outcome);
  });
});
