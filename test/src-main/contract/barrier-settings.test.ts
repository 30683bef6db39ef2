import { describe, expect, test } from 'vitest';
import { defaultSettings, settings } from '../../../src-main/contract/settings.ts';

function errorsOf(barriers: readonly object[], readers: readonly object[] = []): string[] {
  const answer = settings.safeParse({ ...defaultSettings(), readers, barriers });
  return answer.success ? [] : answer.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
}

const ONE = { laneId: 'lane-1', path: '/dev/ttyUSB7' };

describe('a barrier of the settings', () => {
  test('needs a lane and a port, and has a common board for the rest', () => {
    expect(errorsOf([ONE])).toEqual([]);
    expect(settings.parse({ ...defaultSettings(), barriers: [ONE] }).barriers).toMatchObject([
      { baudRate: 9600, board: { kind: 'lcus', barrier: 1, redLamp: null }, passed: { kind: 'none' }, pulseMs: 1_000 },
    ]);
  });

  test('is one a lane, of a lane that is there, on a port that no scanner has', () => {
    expect(errorsOf([ONE, { ...ONE, path: 'COM9' }])).toEqual(['barriers barrier-twice']);
    expect(errorsOf([{ ...ONE, laneId: 'lane-9' }])).toEqual(['barriers barrier-without-lane']);
    expect(errorsOf([ONE], [{ kind: 'serial', id: 's', laneId: 'lane-1', path: ONE.path }])).toEqual([
      'barriers port-twice',
    ]);
  });

  test.each([
    { pulseMs: 99 },
    { pulseMs: 10_001 },
    { passWithinMs: 999 },
    { board: { kind: 'lcus', barrier: 9 } },
    { board: { kind: 'bytes', open: 'A', close: '00' } },
    { board: { kind: 'bytes', open: '00'.repeat(33), close: '00' } },
    { board: { kind: 'bytes', open: '01', close: '02', redOn: '03' } },
    { board: { kind: 'bytes', open: '01', close: '02', buzzerOff: '03' } },
    { passed: { kind: 'bytes', bytes: 'xx' } },
    { passed: { kind: 'line', line: 'rts' } },
  ])('with a value out of its limits is refused (%#)', (part) => {
    expect(errorsOf([{ ...ONE, ...part }])).not.toEqual([]);
  });
});
