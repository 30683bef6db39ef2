import { expect, test } from 'vitest';
import { cameraTrouble } from '../../../src-renderer/readers/camera-trouble.ts';

test.each([
  ['NotAllowedError', 'camera-refused'],
  ['NotFoundError', 'not-found'],
  ['OverconstrainedError', 'not-found'],
  ['NotReadableError', 'in-use'],
  ['TypeError', 'other'],
])('%s is told as %s', (name, trouble) => {
  expect(cameraTrouble(new DOMException('', name))).toBe(trouble);
});

test('what is no error at all is told as other', () => {
  expect(cameraTrouble('toString')).toBe('other');
  expect(cameraTrouble(null)).toBe('other');
});
