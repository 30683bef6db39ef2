/** What does the shell show by itself when the gate keeps dying: what happened, what to do, and whom to call? */

import en from '../../resources/locales/out-of-order/en.json' with { type: 'json' };
import vi from '../../resources/locales/out-of-order/vi.json' with { type: 'json' };
import type { Part } from '../core/recovery/crash-loop.ts';
import { RETRY_EVERY_MS } from '../core/recovery/stage.ts';
import { PAGE_WALLS } from './page-walls.ts';

export type OutOfOrder = {
  readonly part: Part;
  /** The word by which the core refused to open, where it did. */
  readonly reason: string | null;
  /** `settings.support.phone`; empty = nobody's is known. */
  readonly phone: string;
  /** In which language it is said first and large. */
  readonly language: 'vi' | 'en';
};

/** `served`: by a shell that hears its button. `file`: opened by a browser that nobody hears; it goes to the gate's entrance by itself. */
export type PageHome = { readonly type: 'served' } | { readonly type: 'file'; readonly entrance: string };

export const OUT_OF_ORDER_PATH = '/out-of-order';
const STYLE_PATH = '/out-of-order.css';
const SCRIPT_PATH = '/out-of-order.js';

type Words = typeof vi;
type Served = { readonly contentType: string; readonly body: string };

/** The page and its two parts, by the path that a browser asks for; `null` = none of them. */
export function outOfOrderFile(path: string, shown: OutOfOrder): Served | null {
  switch (path) {
    case OUT_OF_ORDER_PATH:
      return { contentType: 'text/html; charset=utf-8', body: outOfOrderPage(shown, { type: 'served' }) };
    case STYLE_PATH:
      return { contentType: 'text/css; charset=utf-8', body: STYLE };
    case SCRIPT_PATH:
      return { contentType: 'text/javascript; charset=utf-8', body: SCRIPT };
    default:
      return null;
  }
}

/** The whole page, both languages on it: whoever comes to help reads one of them. */
export function outOfOrderPage(shown: OutOfOrder, home: PageHome): string {
  const [first, second] = shown.language === 'vi' ? [vi, en] : [en, vi];
  const [firstTag, secondTag] = shown.language === 'vi' ? ['vi', 'en'] : ['en', 'vi'];
  const head =
    home.type === 'served'
      ? `<link rel="stylesheet" href="${STYLE_PATH}"><script defer src="${SCRIPT_PATH}"></script>`
      : `<style>${STYLE}</style><meta http-equiv="refresh" content="${RETRY_EVERY_MS / 1_000};url=${home.entrance}">${PAGE_WALLS}`;
  return `<!doctype html>
<html lang="${firstTag}" translate="no">
<head><meta charset="utf-8"><meta name="google" content="notranslate"><title>Gác Cổng</title>${head}</head>
<body data-screen="out-of-order" data-part="${shown.part}">
<main role="alert">
<h1>${first.word} <span>${first.order}</span></h1>
<p class="what">${whatOf(first, shown)}</p>
<p>${first.do}</p>
${callOf(first, second, secondTag, shown.phone)}
${retryOf(first, second, secondTag, home)}
<p class="second" lang="${secondTag}"><strong>${second.word} – ${second.order}.</strong> ${whatOf(second, shown)} ${second.do}</p>
${keptOf(first, second, secondTag, shown)}
<p class="small">${escaped(first.code.replace('{{code}}', codeOf(shown)))}</p>
</main>
</body>
</html>
`;
}

function whatOf(words: Words, { part, reason }: OutOfOrder): string {
  if (part !== 'core' || reason === null) return words.what[part];
  return words.what[reason === 'in-use' ? reason : 'refused'];
}

/** Not said where the core itself refuses its log: then nobody knows yet. */
function keptOf(first: Words, second: Words, secondTag: string, { reason }: OutOfOrder): string {
  if (reason !== null && reason !== 'in-use') return '';
  return `<p class="small">${first.kept} · <span lang="${secondTag}">${second.kept}</span></p>`;
}

/** For whoever helps by telephone: the words of docs/recovery.md. */
function codeOf({ part, reason }: OutOfOrder): string {
  return reason === null ? part : `${part} / ${reason}`;
}

function callOf(first: Words, second: Words, secondTag: string, phone: string): string {
  if (phone === '')
    return `<p class="call">${first.callNobody} <span lang="${secondTag}">${second.callNobody}</span></p>`;
  return `<p class="call">${first.call} <span lang="${secondTag}">${second.call}</span> <strong data-testid="phone">${escaped(phone)}</strong></p>`;
}

function retryOf(first: Words, second: Words, secondTag: string, home: PageHome): string {
  const words = `${first.retry} <span lang="${secondTag}">${second.retry}</span>`;
  return home.type === 'served'
    ? `<button type="button" data-trying="${first.trying}">${words}</button>`
    : `<a class="button" href="${home.entrance}">${words}</a>`;
}

function escaped(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (letter) => names[letter] ?? '');
}

/** As the screen's own *out of order* looks: black and yellow, whatever look is set. No file of the screen is needed for it. */
const STYLE = `
* { box-sizing: border-box; }
html, body { margin: 0; min-height: 100%; }
body {
  --yellow: #ffc83d;
  display: grid; min-height: 100vh; padding: 36px 24px; place-items: center;
  background:
    repeating-linear-gradient(-45deg, var(--yellow) 0 26px, #000 0 52px) top / 100% 26px no-repeat,
    repeating-linear-gradient(-45deg, var(--yellow) 0 26px, #000 0 52px) bottom / 100% 26px no-repeat,
    #15161a;
  color: #fff; text-align: center; forced-color-adjust: none;
  font: clamp(18px, 2.4vmin + 4px, 30px) / 1.4 'Be Vietnam Pro', 'Segoe UI', 'Noto Sans', system-ui, sans-serif;
}
main { display: grid; gap: clamp(6px, 1.5vh, 18px); max-width: 54em; justify-items: center; }
h1 { margin: 0; font-size: clamp(34px, 9vmin, 100px); line-height: 1.1; color: var(--yellow); }
h1 span { display: block; }
p { margin: 0; max-width: 44em; text-wrap: balance; }
.what { font-size: 1.25em; font-weight: 700; }
.call { font-size: 1.15em; }
.call strong { display: block; font-size: clamp(32px, 8vmin, 84px); line-height: 1.15; letter-spacing: .02em; }
.second { color: #d5d7dc; }
.small { color: #d5d7dc; font-size: .8em; }
button, .button {
  min-height: 64px; padding: 12px 40px; border: 0; border-radius: 12px;
  background: var(--yellow); color: #000; font: inherit; font-weight: 700; text-decoration: none; cursor: pointer;
}
button:focus-visible, .button:focus-visible { outline: 4px solid #fff; outline-offset: 3px; }
button[disabled] { opacity: .7; }
button span, .button span { font-weight: 400; }
`;

/** Says that the page lives, and hands on that its button was pressed. */
const SCRIPT = `
const { gateShell } = window;
setInterval(() => gateShell.beat(), 1000);
const button = document.querySelector('button');
button.addEventListener('click', () => {
  const words = button.innerHTML;
  button.disabled = true;
  button.textContent = button.dataset.trying;
  gateShell.tryAgain();
  setTimeout(() => { button.disabled = false; button.innerHTML = words; }, 5000);
});
button.focus();
`;
