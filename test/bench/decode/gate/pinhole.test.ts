/** Does the camera of the bench see a plane as a pinhole camera does? */

import { expect, test } from 'vitest';
import type { Pose } from '../../../../bench/decode/gate/pinhole.ts';
import { inverse, project, projectionOf } from '../../../../bench/decode/gate/pinhole.ts';
import type { Point } from '../../../../src-decode/grey.ts';
import { homographyOf } from '../../../../src-decode/sample/homography.ts';

const STRAIGHT: Pose = {
  width: 1_280,
  height: 720,
  scalePx: 3,
  tiltDegrees: 0,
  tiltAxisDegrees: 0,
  rollDegrees: 0,
  centre: { x: 500, y: 300 },
};
const TILTED: Pose = { ...STRAIGHT, tiltDegrees: 40, tiltAxisDegrees: 70, rollDegrees: 25 };

function seen(pose: Pose, x: number, y: number): Point {
  return project(projectionOf(pose), { x, y });
}

test('straight in front, a module is as large as it should be, everywhere', () => {
  for (const [x, y] of [
    [0, 0],
    [10, -20],
    [-35, 8],
  ] as const) {
    const point = seen(STRAIGHT, x, y);
    expect(point.x).toBeCloseTo(500 + 3 * x, 9);
    expect(point.y).toBeCloseTo(300 + 3 * y, 9);
  }
});

test('a turn is clockwise, as y points down', () => {
  const point = seen({ ...STRAIGHT, rollDegrees: 90 }, 10, 0);
  expect(point.x).toBeCloseTo(500, 9);
  expect(point.y).toBeCloseTo(330, 9);
});

test('the middle stays where it is, however the code is tilted and turned', () => {
  const point = seen(TILTED, 0, 0);
  expect(point.x).toBeCloseTo(500, 9);
  expect(point.y).toBeCloseTo(300, 9);
});

test('tilted about its own horizontal, the code is foreshortened by the cosine, and its far edge looks shorter', () => {
  const pose = { ...STRAIGHT, centre: { x: 640, y: 360 }, tiltDegrees: 60 };
  const near = 1e-4;
  expect((seen(pose, 0, near).y - seen(pose, 0, -near).y) / (2 * near)).toBeCloseTo(3 * Math.cos(Math.PI / 3), 5);
  expect((seen(pose, near, 0).x - seen(pose, -near, 0).x) / (2 * near)).toBeCloseTo(3, 5);
  const widthAt = (y: number): number => seen(pose, 30, y).x - seen(pose, -30, y).x;
  // By how much farther away it is: the focal length over 60° is 1108.5 px, so the code is 369.5 modules away.
  expect(widthAt(30) / widthAt(0)).toBeCloseTo(369.504 / (369.504 + 30 * Math.sin(Math.PI / 3)), 5);
});

test('it is the one projective map through its four corners, which is how the decoder sees it', () => {
  const [topLeft, topRight, bottomRight, bottomLeft] = [
    seen(TILTED, -30, -30),
    seen(TILTED, 30, -30),
    seen(TILTED, 30, 30),
    seen(TILTED, -30, 30),
  ];
  const [a, b, c, d, e, f, g, h] = homographyOf([topLeft, topRight, bottomRight, bottomLeft], 60);
  for (const [x, y] of [
    [11, 47],
    [30, 30],
    [58, 3],
  ] as const) {
    const other = project(Float64Array.of(a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0, f ?? 0, g ?? 0, h ?? 0, 1), { x, y });
    const own = seen(TILTED, x - 30, y - 30);
    expect(own.x).toBeCloseTo(other.x, 6);
    expect(own.y).toBeCloseTo(other.y, 6);
  }
});

test('the inverse leads back', () => {
  const projection = projectionOf(TILTED);
  const back = project(inverse(projection), project(projection, { x: 12, y: -7 }));
  expect(back.x).toBeCloseTo(12, 9);
  expect(back.y).toBeCloseTo(-7, 9);
});
