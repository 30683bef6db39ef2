/** What does the guard see? Looks at the app's own window through Chromium's debugging port, and finds it again whatever dies. */

import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

export type Painted = { readonly verdict: string; readonly seq: number | null };

export type Seen = {
  readonly screen: 'gate' | 'out-of-order' | 'other';
  /** The words that stand over everything while the gate cannot be heard. */
  readonly isLost: boolean;
  /** What keeps people from passing at a lane. */
  readonly troubles: number;
  /** Of the shell's own page. */
  readonly phone: string | null;
};

export type ScreenEye = {
  /** `null` while there is no page that answers. */
  readonly look: () => Promise<Seen | null>;
  /** Runs in the page, as a person who can do anything would. */
  readonly doInPage: (script: string) => Promise<unknown>;
  /** A PNG of what stands in the window; `null` while there is none. */
  readonly picture: () => Promise<Buffer | null>;
  readonly close: () => void;
};

type Page = { readonly socket: WebSocket; readonly ask: (method: string, params: object) => Promise<unknown> };

/** On a machine with far too much to do; a page that dies is heard of sooner. */
const ANSWER_WITHIN_MS = 5_000;
const LOOK = `({
  screen: document.querySelector('[data-screen="out-of-order"]') ? 'out-of-order'
    : document.querySelector('[data-screen="gate"]') ? 'gate' : 'other',
  isLost: document.querySelector('[data-screen="lost"]') !== null,
  troubles: document.querySelectorAll('[data-trouble]').length,
  phone: document.querySelector('[data-testid="phone"]')?.textContent ?? null,
})`;
/** The screen says of itself when a verdict is really before somebody's eyes. */
const TELL_PAINTED = `
  if (!window.crashtestHears) {
    window.crashtestHears = true;
    window.addEventListener('gate:verdict-painted', ({ detail }) => crashtestPainted(JSON.stringify(detail)));
  }
  typeof crashtestPainted === 'function';
`;

/** `onPainted` hears each verdict as soon as it is painted. */
export function openEye(port: number, onPainted: (painted: Painted) => void): ScreenEye {
  let page: Page | null = null;
  let isClosed = false;

  async function connect(): Promise<Page | null> {
    const list = await fetch(`http://127.0.0.1:${port}/json/list`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
      .then(
        (answer) => answer.json() as Promise<readonly { url: string; type: string; webSocketDebuggerUrl: string }[]>,
      )
      .catch(() => []);
    const found = list.find(({ url, type }) => type === 'page' && url.startsWith('app://gate'));
    if (found === undefined) return null;
    const opened = await openPage(found.webSocketDebuggerUrl, onPainted);
    if (isClosed) opened?.socket.close();
    return opened;
  }

  /** Connects anew where that is needed: a page that was loaded again has a new script, and a new app another socket. */
  async function evaluate(expression: string): Promise<unknown> {
    if (page === null || page.socket.readyState !== WebSocket.OPEN) page = await connect();
    if (page === null) return null;
    const answer = (await page.ask('Runtime.evaluate', { expression, returnByValue: true })) as {
      readonly result?: { readonly value?: unknown };
    } | null;
    if (answer !== null) return answer.result?.value ?? null;
    page.socket.terminate();
    page = null;
    return null;
  }

  return {
    look: async () => {
      const hears = await evaluate(TELL_PAINTED);
      if (hears !== true) {
        page?.socket.terminate();
        page = null;
        return null;
      }
      return (await evaluate(LOOK)) as Seen | null;
    },
    doInPage: evaluate,
    picture: async () => {
      const taken = (await page?.ask('Page.captureScreenshot', { format: 'png' })) as
        | { data?: string }
        | null
        | undefined;
      return taken?.data === undefined ? null : Buffer.from(taken.data, 'base64');
    },
    close: () => {
      isClosed = true;
      page?.socket.terminate();
    },
  };
}

async function openPage(address: string, onPainted: (painted: Painted) => void): Promise<Page | null> {
  const socket = new WebSocket(address);
  const isOpen = await Promise.race([
    new Promise<boolean>((told) => {
      socket.once('open', () => told(true));
      socket.on('error', () => told(false));
    }),
    delay(ANSWER_WITHIN_MS, false),
  ]);
  if (!isOpen) {
    socket.terminate();
    return null;
  }
  const waiting = new Map<number, (answer: unknown) => void>();
  let lastId = 0;
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as {
      id?: number;
      result?: unknown;
      method?: string;
      params?: { name?: string; payload?: string };
    };
    // What it was told is forgotten with the process: a new session tells it again.
    if (message.method === 'Inspector.targetCrashed') socket.terminate();
    if (message.method === 'Runtime.bindingCalled' && message.params?.name === 'crashtestPainted') {
      onPainted(JSON.parse(message.params.payload ?? '{}') as Painted);
    }
    if (message.id === undefined) return;
    waiting.get(message.id)?.(message.result ?? null);
    waiting.delete(message.id);
  });
  socket.on('close', () => {
    for (const tell of waiting.values()) tell(null);
  });
  const ask = (method: string, params: object): Promise<unknown> => {
    lastId += 1;
    const id = lastId;
    const answered = new Promise<unknown>((told) => waiting.set(id, told));
    socket.send(JSON.stringify({ id, method, params }));
    return Promise.race([answered, delay(ANSWER_WITHIN_MS, null)]);
  };
  const steps: readonly (readonly [string, object])[] = [
    ['Page.enable', {}],
    ['Runtime.enable', {}],
    ['Runtime.addBinding', { name: 'crashtestPainted' }],
    ['Page.addScriptToEvaluateOnNewDocument', { source: TELL_PAINTED }],
  ];
  for (const [method, params] of steps) {
    // What was asked of a page that is just dying is forgotten when it is loaded again.
    if ((await ask(method, params)) !== null) continue;
    socket.terminate();
    return null;
  }
  return { socket, ask };
}
