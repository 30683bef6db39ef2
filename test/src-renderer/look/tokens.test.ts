import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';

const SCREEN_DIR = resolve(import.meta.dirname, '../../../src-renderer');
const tokens = readFileSync(join(SCREEN_DIR, 'look/tokens.css'), 'utf8');

describe('the six verdicts', () => {
  test.each(VERDICTS)('the words of %s stand out from their ground by 7:1', (verdict) => {
    expect(contrast(colour(verdict), colour(`on-${verdict}`))).toBeGreaterThanOrEqual(7);
  });

  test('no two have the same lightness: a greyscale screen tells them apart', () => {
    const steps = VERDICTS.map((verdict) => lightness(colour(verdict))).sort((left, right) => left - right);
    const gaps = steps.slice(1).map((step, index) => step - (steps[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(9);
  });

  test('admit is light and refuse is dark, far from each other', () => {
    expect(lightness(colour('admit')) - lightness(colour('refuse'))).toBeGreaterThanOrEqual(40);
  });
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  test.each([
    ['ink', 'ground'],
    ['ink', 'surface'],
    ['ink-soft', 'surface'],
    ['ink-soft', 'ground'],
    ['on-warning', 'warning'],
    ['on-alarm', 'alarm'],
    ['on-brand', 'brand'],
  ])('%s on %s stands out by 7:1', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(7);
  });
});

test('every custom property that a style sheet uses is set somewhere', () => {
  const files = readdirSync(SCREEN_DIR, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && /\.(css|tsx)$/.test(entry.name),
  );
  const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const set = new Set(texts.flatMap((text) => [...text.matchAll(/(--[\w-]+)['"]?:/g)].map((match) => match[1])));
  const used = new Set(texts.flatMap((text) => [...text.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1])));
  expect(used.size).toBeGreaterThan(30);
  expect([...used].filter((name) => !set.has(name))).toEqual([]);
});

test('no style sheet fetches anything', () => {
  const sheets = readdirSync(SCREEN_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets.filter((sheet) => /url\(|@import/.test(sheet))).toEqual([]);
});

type Rgb = readonly [number, number, number];

function colour(name: string, theme: 'light' | 'dark' = 'light'): Rgb {
  const value = new RegExp(`^\\s*--${name}:\\s*([^;]+);`, 'm').exec(tokens)?.[1] ?? '';
  const found = [...value.matchAll(/#([0-9a-f]{6})/g)].map((match) => match[1] ?? '');
  const hex = theme === 'dark' ? (found[1] ?? found[0]) : found[0];
  if (hex === undefined) throw new Error(`tokens.css has no colour --${name}`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** Relative luminance, WCAG 2.2. */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(left: Rgb, right: Rgb): number {
  const [darker, lighter] = [luminance(left), luminance(right)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** L* of CIE 1976, 0 to 100: equal steps look equal. */
function lightness(rgb: Rgb): number {
  const y = luminance(rgb);
  return y <= 216 / 24_389 ? (y * 24_389) / 27 : 116 * Math.cbrt(y) - 16;
}
