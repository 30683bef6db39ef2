import { expect, test } from 'vitest';
import { recognise } from '../../../../../src-main/core/code/recognise.ts';

test.each([
  'https://dia-diem.example/quet?ma=0',
  'HTTP://dia-diem.example',
  'GACCONG-SETUP:abc',
  'https://a.example/x|y',
])('%s stands for a place or a set-up, not for a person', (text) => {
  expect(recognise(text, 'utf-8')).toEqual({ type: 'place', text });
});

test.each(['xhttps://a.example', 'ftp://a.example', 'shc:cards'])('%s does not', (text) => {
  expect(recognise(text, 'utf-8')).toEqual({ type: 'opaque', text });
});
