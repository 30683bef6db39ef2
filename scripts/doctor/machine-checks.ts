/** Can this machine run the gate and show its screen? */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createWasmDecoder } from '../../src-decode/engines/zxing-wasm.ts';
import { clockStatus } from '../../src-main/gate/live-status.ts';
import { isNodeEnough } from '../../src-main/host/node-version.ts';
import type { ElectronAnswer } from '../find-electron.ts';
import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';

export function checkNode(version: string): Finding {
  if (isNodeEnough(version)) return good('node', `Node ${version}`, `Node ${version}`);
  return bad(
    'node',
    { vi: `Node ${version} quá cũ.`, en: `Node ${version} is too old.` },
    {
      vi: 'Chạy bằng npm run, hoặc cài Node 24 từ https://nodejs.org/.',
      en: 'Run it through npm run, or install Node 24 from https://nodejs.org/.',
    },
  );
}

export function checkClock(nowUtcMs: number): Finding {
  const { state } = clockStatus({
    wallUtcMs: nowUtcMs,
    monotonicMs: 0,
    bootId: '',
    clockOffsetMs: null,
    clockUncertaintyMs: null,
  });
  const day = new Date(nowUtcMs).toISOString().slice(0, 10);
  if (state === 'ok') return good('clock', `Đồng hồ máy: ${day}`, `The clock says ${day}`);
  return bad(
    'clock',
    { vi: `Đồng hồ máy sai: ${day}.`, en: `The clock is wrong: ${day}.` },
    {
      vi: 'Chỉnh ngày giờ của máy, bật đồng bộ giờ; nếu sai lại sau mỗi lần tắt máy thì thay pin CMOS.',
      en: 'Set date and time, and let them be synchronised; if they are wrong after each power-off, replace the CMOS battery.',
    },
  );
}

export type ShellParts = {
  readonly platform: NodeJS.Platform;
  readonly hasDisplay: boolean;
  readonly browser: string | null;
  readonly electron: ElectronAnswer;
};

/** Electron or a browser shows the screen; one of them is enough. */
export function checkShell({ platform, hasDisplay, browser, electron }: ShellParts): readonly Finding[] {
  const display =
    platform !== 'linux' || hasDisplay
      ? good('display', 'Có màn hình để hiện', 'There is a display')
      : doubtful(
          'display',
          {
            vi: 'Không thấy màn hình (DISPLAY, WAYLAND_DISPLAY).',
            en: 'There is no display (DISPLAY, WAYLAND_DISPLAY).',
          },
          {
            vi: 'Chạy trong phiên đồ hoạ của máy cổng; chạy qua SSH thì bỏ qua dòng này.',
            en: 'Run this in the graphical session of the gate; over SSH, pass this line over.',
          },
        );
  if (electron.type === 'found') {
    return [display, good('screen', `Electron ${electron.version} sẵn sàng`, `Electron ${electron.version} is here`)];
  }
  if (browser !== null)
    return [
      display,
      good('screen', 'Màn hình chạy bằng trình duyệt của máy', 'The screen runs in this machine’s browser'),
    ];
  return [
    display,
    bad(
      'screen',
      {
        vi: 'Không có Electron, cũng không có Chromium, Chrome hay Edge.',
        en: 'There is no Electron, and no Chromium, Chrome or Edge.',
      },
      {
        vi: 'Cài Chromium (sudo apt-get install chromium), hoặc nối mạng rồi chạy npm start để tải Electron.',
        en: 'Install Chromium (sudo apt-get install chromium), or run npm start once with a network, which fetches Electron.',
      },
    ),
  ];
}

/** Starts the decoder's WebAssembly and shows it an empty picture. */
export async function checkDecoder(start: () => Promise<unknown> = startDecoder): Promise<Finding> {
  try {
    await start();
    return good('decoder', 'Bộ đọc mã QR chạy được', 'The QR decoder starts');
  } catch {
    return doubtful(
      'decoder',
      { vi: 'Bộ đọc mã QR nhanh (WebAssembly) không chạy.', en: 'The fast QR decoder (WebAssembly) does not start.' },
      {
        vi: 'Máy ảnh vẫn đọc được bằng bộ đọc dự phòng, chậm hơn. Cài lại: npm ci --ignore-scripts.',
        en: 'Cameras are still read by the slower one. Install again: npm ci --ignore-scripts.',
      },
    );
  }
}

async function startDecoder(): Promise<void> {
  const path = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm');
  const decoder = await createWasmDecoder(new Uint8Array(readFileSync(path)).buffer);
  decoder.decode({ data: new Uint8Array(64 * 64).fill(255), width: 64, height: 64 });
}
