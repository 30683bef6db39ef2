/** Can everybody use a posed screen? What axe says of it, which words are cut off, and what cannot be reached or hit. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Look, PosedScreen, Size } from '../../scripts/pose-screen.ts';
import { LOOKS, openPose } from '../../scripts/pose-screen.ts';
import type { Pose } from '../../scripts/posed-gate.ts';
import { PROJECT_DIR } from './run-process.ts';

export const LANDSCAPE: Size = { width: 1280, height: 800 };
const PORTRAIT: Size = { width: 800, height: 1280 };
/** What is left of 1280 × 800 at 200 %. */
const ZOOMED: Size = { width: 640, height: 400 };
/** The rules whose answer another theme can change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Every rule of axe is on, those of best practice too, but for these. */
const RULES_OFF: Readonly<Record<string, string>> = {
  // A gate is one page in a window of its own: there is nothing before the content that a link could skip.
  'skip-link': 'no repeated blocks before the content',
};

const axeSource = readFileSync(join(PROJECT_DIR, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** What is wrong, and in which look; empty where all is well. */
export type Findings = {
  readonly axe: string[];
  readonly clipped: string[];
  readonly outOfReach: string[];
  readonly smallTargets: string[];
};

export async function examinePose(browser: Browser, builtDir: string, pose: Pose): Promise<Findings> {
  const findings: Findings = { axe: [], clipped: [], outOfReach: [], smallTargets: [] };
  const screen = await openPose(browser, builtDir, pose, LANDSCAPE);
  try {
    const { page } = screen;
    await page.evaluate(`${axeSource}; undefined`);
    const isFull = new Set<string>();
    for (const look of LOOKS) {
      await screen.take(look);
      // What does not hang on colours is the same in each theme of a language: it is looked at in the first.
      const isFirst = !isFull.has(look.language);
      isFull.add(look.language);
      findings.axe.push(...inLook(look, await axeFindings(page, isFirst ? 'all' : COLOUR_RULES)));
      if (!isFirst) continue;
      findings.clipped.push(...inLook(look, await page.evaluate(clippedWords), '1280 × 800'));
      findings.smallTargets.push(...inLook(look, await page.evaluate(smallTargets)));
      findings.clipped.push(...inLook(look, await atSize(screen, PORTRAIT, clippedWords), '800 × 1280'));
      findings.outOfReach.push(...inLook(look, await atSize(screen, ZOOMED, outOfReach)));
      await page.setViewportSize(LANDSCAPE);
    }
  } finally {
    await screen.close();
  }
  return findings;
}

function inLook({ language, theme }: Look, texts: readonly string[], where = ''): readonly string[] {
  return [...new Set(texts)].map((text) => `${[language, theme, where].filter(Boolean).join(' ')}: ${text}`);
}

async function atSize(screen: PosedScreen, size: Size, look: () => string[]): Promise<string[]> {
  await screen.page.setViewportSize(size);
  await screen.settle();
  return screen.page.evaluate(look);
}

type AxeResult = {
  readonly violations: readonly {
    readonly id: string;
    readonly help: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
};

async function axeFindings(page: Page, asked: 'all' | readonly string[]): Promise<string[]> {
  const rules = Object.fromEntries(Object.keys(RULES_OFF).map((rule) => [rule, { enabled: false }]));
  const result = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run: (root: Document, options: object) => Promise<AxeResult> } }).axe.run(
        document,
        options,
      ),
    {
      resultTypes: ['violations'],
      ...(asked === 'all' ? { rules } : { runOnly: { type: 'rule', values: [...asked] } }),
    },
  );
  return result.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} (${help}): ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

/** Runs in the page: words that are on the screen, and that a box cuts off. */
function clippedWords(): string[] {
  const cut: string[] = [];
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const root = dialogs.at(-1) ?? document.body;
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    const ownText = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent?.trim() ?? '')
      .join('');
    if (ownText === '' || element.closest('.visually-hidden, [aria-hidden="true"], option, video') !== null) continue;
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const name = `<${element.tagName.toLowerCase()}> ${ownText.slice(0, 80)}`;
    // An ellipsis, or a box that hides what is over: one pixel more is rounding.
    for (let box: HTMLElement | null = element; box !== null && box !== root; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.clipPath !== 'none') break;
      const hidesX = ['hidden', 'clip'].includes(style.overflowX);
      const hidesY = ['hidden', 'clip'].includes(style.overflowY);
      if (box === element && hidesX && box.scrollWidth > box.clientWidth + 1) cut.push(`${name} is cut off`);
      if (!hidesX && !hidesY) continue;
      const range = document.createRange();
      range.selectNodeContents(element);
      const words = range.getBoundingClientRect();
      const frame = box.getBoundingClientRect();
      const isWholeOutside = words.top >= frame.bottom || words.left >= frame.right;
      if (isWholeOutside) break;
      if (hidesX && (words.right > frame.right + 2 || words.left < frame.left - 2)) cut.push(`${name} leaves its box`);
      if (hidesY && words.bottom > frame.bottom + 4) cut.push(`${name} stands lower than its box`);
      break;
    }
    // Nothing of a screen stands beside the screen.
    const { left, right } = element.getBoundingClientRect();
    const scrolls = element.closest('[data-scrolls], [tabindex="0"]') !== null;
    if (!scrolls && (right > window.innerWidth + 1 || left < -1)) cut.push(`${name} leaves the screen`);
  }
  return cut;
}

/** Runs in the page: what can be pressed or filled in, and cannot be brought into view, or lies under something else. */
function outOfReach(): string[] {
  const lost: string[] = [];
  if (document.documentElement.scrollWidth > window.innerWidth + 1) lost.push('the page is wider than the screen');
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const root = dialogs.at(-1) ?? document.body;
  const seen = 'button, a[href], input:not([type="hidden"]), select, textarea, [role="tab"]';
  for (const element of root.querySelectorAll<HTMLElement>(seen)) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const name = `<${element.tagName.toLowerCase()}> ${(element.textContent || element.getAttribute('aria-label') || element.getAttribute('name') || element.id).slice(0, 60)}`;
    // A verdict that stands over a lane is tapped away first; what lies under it comes back by itself.
    const lane = element.closest('[data-testid="lane"]');
    if (lane?.querySelector('[data-testid="verdict"]') && element.closest('[data-testid="verdict"]') === null) continue;
    element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (x < 0 || y < 0 || x > window.innerWidth || y > window.innerHeight) {
      lost.push(`${name} cannot be brought into view`);
      continue;
    }
    const top_ = document.elementFromPoint(x, y);
    const label = element instanceof HTMLInputElement ? (element.labels?.[0] ?? null) : null;
    const isHit = top_ !== null && (element.contains(top_) || top_.contains(element) || label?.contains(top_) === true);
    if (!isHit)
      lost.push(`${name} lies under <${top_?.tagName.toLowerCase()}> ${top_?.textContent?.slice(0, 40) ?? ''}`);
  }
  return lost;
}

/** Runs in the page: targets that a gloved finger misses. A choice is hit anywhere on its label. */
function smallTargets(): string[] {
  const LEAST_PX = 48;
  const dialogs = [...document.querySelectorAll('dialog[open]')];
  const root = dialogs.at(-1) ?? document.body;
  return [...root.querySelectorAll<HTMLElement>('button, a[href], input:not([type="hidden"]), select, textarea')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .flatMap((element) => {
      const isChoice = element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type);
      const target = isChoice ? (element.labels?.[0] ?? element) : element;
      const { width, height } = target.getBoundingClientRect();
      const isLarge = width >= LEAST_PX - 0.5 && height >= LEAST_PX - 0.5;
      return isLarge ? [] : [`${Math.round(width)} × ${Math.round(height)}: ${target.outerHTML.slice(0, 140)}`];
    });
}
