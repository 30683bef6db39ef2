/** Where on the sensor does a point of the held up code lie? A pinhole camera, true perspective. */

import type { Point } from '../../../src-decode/grey.ts';

export type Pose = {
  /** Size of the picture in pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels a module in the middle of the code, were it not tilted. */
  readonly scalePx: number;
  readonly tiltDegrees: number;
  /** About which line through the middle of the code it is tilted; 0 = its own horizontal. */
  readonly tiltAxisDegrees: number;
  /** Turned in the plane of the picture, after the tilt. */
  readonly rollDegrees: number;
  /** Where the middle of the code is seen. */
  readonly centre: Point;
};

/** Nine numbers, row by row: (x, y, 1) of the one plane to (x·w, y·w, w) of the other. */
export type Projection = Float64Array;

/** 60° across, as the cameras of laptops and tablets have it. */
const FOCAL_LENGTH_PER_WIDTH = 0.5 / Math.tan(Math.PI / 6);

/** From the plane of the code (in modules, its middle at 0, 0, y downwards) to pixels. */
export function projectionOf(pose: Pose): Projection {
  const { width, height, scalePx, tiltDegrees, tiltAxisDegrees, rollDegrees, centre } = pose;
  const focalPx = width * FOCAL_LENGTH_PER_WIDTH;
  const distance = focalPx / scalePx;
  const [cosTilt, sinTilt] = [Math.cos(radians(tiltDegrees)), Math.sin(radians(tiltDegrees))];
  const [cosAxis, sinAxis] = [Math.cos(radians(tiltAxisDegrees)), Math.sin(radians(tiltAxisDegrees))];
  const [cosRoll, sinRoll] = [Math.cos(radians(rollDegrees)), Math.sin(radians(rollDegrees))];
  // Where the unit vectors of the plane point to after the tilt (Rodrigues), seen from the camera.
  const across = [
    cosAxis * cosAxis + sinAxis * sinAxis * cosTilt,
    cosAxis * sinAxis * (1 - cosTilt),
    -sinAxis * sinTilt,
  ];
  const down = [cosAxis * sinAxis * (1 - cosTilt), sinAxis * sinAxis + cosAxis * cosAxis * cosTilt, cosAxis * sinTilt];
  const [acrossX, acrossY, acrossZ] = rolled(across);
  const [downX, downY, downZ] = rolled(down);
  const [middleX, middleY] = [width / 2, height / 2];
  return Float64Array.of(
    focalPx * acrossX + middleX * acrossZ,
    focalPx * downX + middleX * downZ,
    centre.x * distance,
    focalPx * acrossY + middleY * acrossZ,
    focalPx * downY + middleY * downZ,
    centre.y * distance,
    acrossZ,
    downZ,
    distance,
  );

  function rolled([x = 0, y = 0, z = 0]: readonly number[]): [number, number, number] {
    return [cosRoll * x - sinRoll * y, sinRoll * x + cosRoll * y, z];
  }
}

export function project(projection: Projection, { x, y }: Point): Point {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = projection;
  const depth = g * x + h * y + i;
  return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
}

/** The way back, up to a factor, which `project` does not see. */
export function inverse([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0]: Projection): Projection {
  return Float64Array.of(
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  );
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
