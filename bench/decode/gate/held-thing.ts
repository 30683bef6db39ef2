/** What does the card or phone look like that is held up, with the light, the shadow and the fingers on it? */

import type { Random } from '../random.ts';
import type { Canvas } from './canvas.ts';
import { canvasOf, changeEllipse, drawWriting, fillBox } from './canvas.ts';
import type { Conditions } from './conditions.ts';
import type { Modules, Payload } from './payloads.ts';

type Middle = { readonly x: number; readonly y: number };

/** A flat thing with a code on it. */
export type HeldThing = {
  readonly canvas: Canvas;
  /** Texels a module. */
  readonly texels: number;
  /** Where the middle of the code is, in texels. */
  readonly middle: Middle;
  /** Pixels of the phone a module; `null` for a card. */
  readonly screenPixels: number | null;
};

/** Edges of modules lie between texels, so that the code is exact at any distance. */
const TEXELS = 4;
/** White around the code, in modules. */
const QUIET = 4;
/** How many times as wide and high as the code with its quiet zone the thing is. */
const SIZES = { card: { across: 3.4, down: 2.1 }, phone: { across: 1.15, down: 2 } } as const;
const PAPER_LEAST = 0.55;
const PAPER_MOST = 0.85;
const BLACK = 0.02;
const SKIN = 0.32;

/** `modules` = `null`: the back side, which has no code. */
export function holdUp(
  medium: Payload['medium'],
  modules: Modules | null,
  conditions: Conditions,
  random: Random,
): HeldThing {
  const side = ((modules?.size ?? 57) + 2 * QUIET) * TEXELS;
  const { across, down } = SIZES[medium];
  const [width, height] = [Math.round(side * across), Math.round(side * down)];
  // A bright screen outshines the room a little; on it and on a card the code is where it mostly is.
  const left = medium === 'card' ? Math.round(width * random.between(0.62, 0.68)) : Math.round((width - side) / 2);
  const top = medium === 'card' ? Math.round(height * 0.04) : Math.round(height * random.between(0.2, 0.4));
  const paper = Math.max(random.between(PAPER_LEAST, PAPER_MOST), conditions.contrast + BLACK);
  const canvas = canvasOf(width, height, paper * random.between(0.85, 1));
  drawFace(canvas, medium, random);
  if (modules !== null) drawCode(canvas, { left, top, side }, modules, paper, conditions);
  const middle = { x: left + side / 2, y: top + side / 2 };
  const codeSide = side - 2 * QUIET * TEXELS;
  cover(canvas, middle, codeSide, conditions.occlusionPercent, random);
  shade(canvas, middle, codeSide, conditions.shadowLight, random);
  shine(canvas, middle, codeSide, conditions.glareRadius, random);
  return { canvas, texels: TEXELS, middle, screenPixels: medium === 'phone' ? random.between(3, 8) : null };
}

function drawFace(canvas: Canvas, medium: Payload['medium'], random: Random): void {
  const { width, height } = canvas;
  if (medium === 'card') {
    fillBox(canvas, { left: width * 0.05, top: height * 0.3, width: width * 0.2, height: height * 0.5 }, 0.25);
    const box = { left: width * 0.3, top: height * 0.1, width: width * 0.25, height: height * 0.85 };
    drawWriting(canvas, box, height * 0.05, 0.1, random);
    return;
  }
  const box = { left: width * 0.1, top: height * 0.04, width: width * 0.7, height: height * 0.12 };
  drawWriting(canvas, box, height * 0.03, 0.08, random);
  fillBox(canvas, { left: 0, top: 0, width, height: height * 0.015 }, BLACK);
  fillBox(canvas, { left: 0, top: height * 0.985, width, height: height * 0.015 }, BLACK);
  fillBox(canvas, { left: 0, top: 0, width: width * 0.02, height }, BLACK);
  fillBox(canvas, { left: width * 0.98, top: 0, width: width * 0.02, height }, BLACK);
}

function drawCode(
  canvas: Canvas,
  at: { readonly left: number; readonly top: number; readonly side: number },
  { size, dark }: Modules,
  paper: number,
  { contrast, isInverted, isMirrored }: Conditions,
): void {
  const ink = Math.max(BLACK, paper - contrast);
  const [ground, mark] = isInverted ? [ink, paper] : [paper, ink];
  fillBox(canvas, { left: at.left, top: at.top, width: at.side, height: at.side }, ground);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (dark[row * size + column] === 0) continue;
      const seenColumn = isMirrored ? size - 1 - column : column;
      const left = at.left + (QUIET + seenColumn) * TEXELS;
      fillBox(canvas, { left, top: at.top + (QUIET + row) * TEXELS, width: TEXELS, height: TEXELS }, mark);
    }
  }
}

/** A finger over an edge, or a sticker or a hole somewhere inside: `percent` of the area of the code. */
function cover(canvas: Canvas, middle: Middle, side: number, percent: number, random: Random): void {
  if (percent === 0) return;
  const isFinger = random.next() < 0.5;
  const area = (percent / 100) * side * side * (isFinger ? 2 : 1);
  const stretch = random.between(1, 1.4);
  const [long, short] = [Math.sqrt(area / Math.PI) * stretch, Math.sqrt(area / Math.PI) / stretch];
  const radii = { across: long, down: short, turnedBy: isFinger ? 0 : random.between(0, Math.PI) };
  // All of it on the code, and just half of a finger, or it would cover less.
  const along = Math.max(0, side / 2 - long) * random.between(-1, 1);
  const across = isFinger ? (side / 2) * random.pick([-1, 1]) : Math.max(0, side / 2 - long) * random.between(-1, 1);
  const at = { x: middle.x + along, y: middle.y + across };
  changeEllipse(canvas, at, radii, (_value, inside) => SKIN * (1.1 - 0.3 * inside));
}

/** Its edge runs through the code, as sharp as that of a hand near it. */
function shade(canvas: Canvas, middle: Middle, side: number, light: number, random: Random): void {
  if (light === 1) return;
  const angle = random.between(0, 2 * Math.PI);
  const [east, south] = [Math.cos(angle), Math.sin(angle)];
  const shift = side * random.between(-0.25, 0.25);
  const softness = TEXELS * random.between(0.5, 3);
  for (let y = 0; y < canvas.height; y += 1) {
    for (let x = 0; x < canvas.width; x += 1) {
      const beyond = ((x - middle.x) * east + (y - middle.y) * south - shift) / softness;
      const inShadow = Math.min(1, Math.max(0, beyond + 0.5));
      const at = y * canvas.width + x;
      canvas.light[at] = (canvas.light[at] ?? 0) * (1 - inShadow * (1 - light));
    }
  }
}

/** A lamp mirrored in plastic: white in its middle, fading at the rim. */
function shine(canvas: Canvas, middle: Middle, side: number, radius: number, random: Random): void {
  if (radius === 0) return;
  const at = { x: middle.x + side * random.between(-0.35, 0.35), y: middle.y + side * random.between(-0.35, 0.35) };
  const stretch = random.between(1, 1.6);
  const reach = side * radius * 1.6;
  const radii = { across: reach * stretch, down: reach / stretch, turnedBy: random.between(0, Math.PI) };
  const strength = random.between(1.5, 4);
  changeEllipse(canvas, at, radii, (value, inside) => value + strength * (1 - inside) ** 1.5);
}
