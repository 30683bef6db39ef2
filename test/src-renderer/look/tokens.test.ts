import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import en from '../../../resources/locales/en.json' with { type: 'json' };
import vi from '../../../resources/locales/vi.json' with { type: 'json' };
import { VERDICTS } from '../../../src-main/core/entry/verdict.ts';
import { readFontFace } from '../../support/font-face.ts';

const SCREEN_DIR = resolve(import.meta.dirname, '../../../src-renderer');
const tokens = readFileSync(join(SCREEN_DIR, 'look/tokens.css'), 'utf8');
const fonts = readFileSync(join(SCREEN_DIR, 'look/fonts.css'), 'utf8');
const figures = readFileSync(join(SCREEN_DIR, 'parts/figures.module.css'), 'utf8');
const contrastTokens = /\[data-theme="contrast"\] \{([^}]*)\}/.exec(tokens)?.[1] ?? '';

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

describe.each(['light', 'dark', 'contrast'] as const)('in the %s theme', (theme) => {
  test.each([
    ['ink', 'ground'],
    ['ink', 'surface'],
    ['ink-soft', 'surface'],
    ['ink-soft', 'ground'],
    ['ink', 'surface-raised'],
    ['ink-soft', 'surface-raised'],
    ['ink', 'surface-sunk'],
    ['ink-soft', 'surface-sunk'],
    ['ink', 'brand-soft'],
    ['brand-ink', 'surface'],
    ['good-ink', 'surface'],
    ['on-bar', 'bar'],
    ['on-bar-soft', 'bar'],
    ['on-warning', 'warning'],
    ['on-alarm', 'alarm'],
    ['on-brand', 'brand'],
  ])('%s on %s stands out by 7:1', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(7);
  });

  test.each([
    ['line-strong', 'surface'],
    ['line-strong', 'ground'],
    ['focus', 'surface'],
    ['focus', 'ground'],
    ['barrier', 'bar'],
  ])('%s on %s, which no word says, stands out by 3:1', (edge, ground) => {
    expect(contrast(colour(edge, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });
});

test('high contrast is white and yellow on black, by 15:1', () => {
  for (const ink of ['ink', 'ink-soft', 'brand-ink', 'line', 'on-bar']) {
    for (const ground of ['ground', 'surface', 'surface-raised', 'bar']) {
      expect(contrast(colour(ink, 'contrast'), colour(ground, 'contrast'))).toBeGreaterThanOrEqual(15);
    }
  }
});

describe('the letters', () => {
  const faces = [400, 600, 800].map((weight) => {
    const path = new RegExp(`"(@expo-google-fonts/[^"]*/${weight}[^"]*)"`).exec(fonts)?.[1] ?? '';
    return { weight, face: readFontFace(join(SCREEN_DIR, '../node_modules', path)) };
  });

  test.each(faces)(
    'have every sign of every Vietnamese and English word on the screen in weight $weight',
    ({ face }) => {
      const words = JSON.stringify([vi, en]);
      const letters = new Set([...words, ...words.toUpperCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter)));
      expect(letters.size).toBeGreaterThan(150);
      expect([...letters].filter((letter) => face.widthEm(letter) === null)).toEqual([]);
    },
  );

  test.each(faces)('of weight $weight have no digit wider than its cell', ({ face }) => {
    const cellEm = Number(/inline-size: ([\d.]+)em/.exec(figures)?.[1]);
    const widest = Math.max(...[...'0123456789'].map((digit) => face.widthEm(digit) ?? Number.POSITIVE_INFINITY));
    expect(widest).toBeLessThanOrEqual(cellEm);
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

test('no style sheet fetches anything but the letters, and those from the bundle', () => {
  const sheets = readdirSync(SCREEN_DIR, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.css') && entry.name !== 'fonts.css')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  expect(sheets.length).toBeGreaterThan(5);
  expect(sheets.filter((sheet) => /url\(|@import/.test(sheet))).toEqual([]);
  const fetched = [...fonts.matchAll(/url\("([^"]*)"\)/g)].map((match) => match[1] ?? '');
  expect(fetched).toHaveLength(3);
  expect(fetched.filter((path) => !path.startsWith('@expo-google-fonts/be-vietnam-pro/'))).toEqual([]);
});

type Rgb = readonly [number, number, number];

function colour(name: string, theme: 'light' | 'dark' | 'contrast' = 'light'): Rgb {
  const declared = new RegExp(`^\\s*--${name}:\\s*([^;]+);`, 'm');
  const own = theme === 'contrast' ? declared.exec(contrastTokens)?.[1] : undefined;
  const value = own ?? declared.exec(tokens)?.[1] ?? '';
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
