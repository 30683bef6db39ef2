/** How much memory do page, workers and core hold on to, once everything that can go has gone? */

import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { DevTools } from './dev-tools.ts';
import { connectDevTools } from './dev-tools.ts';

/** Megabytes. `held`: heaps and buffers after a forced collection, the least of three looks. `rss`: what the system has given the process. */
export type Held = { readonly heldMb: number; readonly rssMb: number };
export type MemorySample = {
  readonly atMs: number;
  readonly renderer: Held;
  /** All workers of the page; they live in the renderer's process, so their `rss` is the renderer's. */
  readonly worker: Held;
  readonly core: Held;
};

export type MemoryProbe = { readonly sample: () => Promise<MemorySample>; readonly close: () => void };

type Watched = {
  /** Where Chromium listens for tools. */
  readonly browserPort: number;
  /** `ws://…`, as Node prints it. */
  readonly coreAddress: string;
  readonly corePid: number;
};

const MB = 1024 * 1024;
/** The least of some looks: a frame of video that is under way comes and goes, and nobody holds on to it. */
const LOOKS = 3;
const BETWEEN_LOOKS_MS = 150;

/** Watches the one page of that browser, each of its workers, and a Node process. */
export async function openMemoryProbe({ browserPort, coreAddress, corePid }: Watched): Promise<MemoryProbe> {
  const version = await fetch(`http://127.0.0.1:${browserPort}/json/version`);
  const { webSocketDebuggerUrl } = (await version.json()) as { webSocketDebuggerUrl: string };
  const browser = await connectDevTools(webSocketDebuggerUrl);
  const core = await connectDevTools(coreAddress);
  const workers = new Set<string>();
  browser.onEvent(({ method, params }) => {
    if (method === 'Target.attachedToTarget') {
      const { sessionId, targetInfo } = params as { sessionId: string; targetInfo: { type: string } };
      if (targetInfo.type === 'worker') workers.add(sessionId);
    }
    if (method === 'Target.detachedFromTarget') workers.delete(String(params.sessionId));
  });
  const page = await attachToPage(browser);
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: true }, page);
  return {
    sample: async () => {
      const looks: { renderer: number; worker: number; core: number }[] = [];
      for (let look = 0; look < LOOKS; look += 1) {
        if (look > 0) await delay(BETWEEN_LOOKS_MS);
        let worker = 0;
        for (const session of workers) worker += await heldMb(browser, session);
        looks.push({ renderer: await heldMb(browser, page), worker, core: await heldMb(core) });
      }
      const least = (part: 'renderer' | 'worker' | 'core'): number => Math.min(...looks.map((look) => look[part]));
      const rendererRssMb = await rendererRss(browser);
      return {
        atMs: performance.now(),
        renderer: { heldMb: least('renderer'), rssMb: rendererRssMb },
        worker: { heldMb: least('worker'), rssMb: rendererRssMb },
        core: { heldMb: least('core'), rssMb: rssMb(corePid) },
      };
    },
    close: () => {
      browser.close();
      core.close();
    },
  };
}

async function attachToPage(browser: DevTools): Promise<string> {
  const { targetInfos } = (await browser.send('Target.getTargets')) as unknown as {
    targetInfos: { targetId: string; type: string; url: string }[];
  };
  const page = targetInfos.find(({ type, url }) => type === 'page' && url.startsWith('http'));
  if (page === undefined) throw new Error('the browser shows no page');
  const attached = await browser.send('Target.attachToTarget', { targetId: page.targetId, flatten: true });
  return String(attached.sessionId);
}

/** Without the forced collection the figure would say when the engine last found time for one. */
async function heldMb(tools: DevTools, sessionId?: string): Promise<number> {
  await tools.send('HeapProfiler.collectGarbage', {}, sessionId);
  const usage = await tools.send('Runtime.getHeapUsage', {}, sessionId);
  const {
    usedSize,
    embedderHeapUsedSize = 0,
    backingStorageSize = 0,
  } = usage as {
    usedSize: number;
    embedderHeapUsedSize?: number;
    backingStorageSize?: number;
  };
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / MB;
}

/** Chromium keeps a spare renderer without a page; the page's is the largest. */
async function rendererRss(browser: DevTools): Promise<number> {
  const { processInfo } = (await browser.send('SystemInfo.getProcessInfo')) as unknown as {
    processInfo: { type: string; id: number }[];
  };
  return Math.max(...processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => rssMb(id)));
}

function rssMb(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib ?? 0) / 1024;
}
