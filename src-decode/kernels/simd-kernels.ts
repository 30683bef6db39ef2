/** How are the compiled kernels started, and how do pictures get into their memory and out again? */

import type { Grey } from '../grey.ts';
import { EVEN_DISTANCE, type KernelSet, LEAST_DISTANCE } from './kernel-set.ts';
import { KERNELS_WASM_BASE64 } from './kernels-wasm.ts';

/** What `assembly/kernels.ts` exports. */
type Exports = {
  readonly memory: WebAssembly.Memory;
  readonly firstFree: () => number;
  readonly enlarge: (from: number, into: number, columns: number, width: number, height: number) => void;
  readonly halve: (from: number, into: number, width: number, height: number) => void;
  readonly smooth: (from: number, into: number, columns: number, width: number, height: number) => void;
  readonly addLost: (from: number, smoothed: number, into: number, count: number, sixteenths: number) => void;
  readonly average: (
    from: number,
    into: number,
    columns: number,
    sums: number,
    width: number,
    height: number,
    radius: number,
  ) => void;
  readonly distance: (from: number, means: number, into: number, count: number) => void;
  readonly even: (
    from: number,
    means: number,
    distances: number,
    into: number,
    count: number,
    wanted: number,
    least: number,
  ) => void;
};

const PAGE_BYTES = 65_536;
/** What a kernel may read or write behind the end of a buffer. */
const SLACK_BYTES = 64;

/** `null` where WebAssembly or its wide instructions are not there, or not allowed. */
export function startSimdKernels(): KernelSet | null {
  try {
    const module = new WebAssembly.Module(Uint8Array.from(atob(KERNELS_WASM_BASE64), (letter) => letter.charCodeAt(0)));
    return kernelsOf(new WebAssembly.Instance(module).exports as Exports);
  } catch {
    // A policy without wasm-unsafe-eval, or a processor without wide instructions: said by throwing only.
    return null;
  }
}

function kernelsOf(exports: Exports): KernelSet {
  const { memory } = exports;
  const first = exports.firstFree();

  /** Addresses of buffers of these sizes, one behind the other; what was in the memory before is void. */
  function room<const Sizes extends readonly number[]>(sizes: Sizes): { readonly [Index in keyof Sizes]: number } {
    let next = first;
    const addresses = sizes.map((size) => {
      const address = next;
      next += (size + SLACK_BYTES + 15) & ~15;
      return address;
    });
    const missing = next - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return addresses as { [Index in keyof Sizes]: number };
  }

  function put(grey: Grey, address: number): void {
    const { data, width, height } = grey;
    new Uint8Array(memory.buffer, address, width * height).set(data.subarray(0, width * height));
  }

  function take(address: number, width: number, height: number): Grey {
    return { data: new Uint8Array(memory.buffer, address, width * height).slice(), width, height };
  }

  /** Smooths what is at `from`, which stays; returns where the result is: one of the two others, or `from` itself. */
  function smoothAt(
    grey: Grey,
    from: number,
    others: readonly [number, number],
    columns: number,
    rounds: number,
  ): number {
    let at = from;
    for (let round = 0; round < rounds; round += 1) {
      const into = others[round % 2 === 0 ? 0 : 1];
      exports.smooth(at, into, columns, grey.width, grey.height);
      at = into;
    }
    return at;
  }

  return {
    name: 'simd',
    enlarged: (grey) => {
      const { width, height } = grey;
      const [from, into, columns] = room([width * height, width * height * 4, 2 * width + 4]);
      put(grey, from);
      exports.enlarge(from, into, columns, width, height);
      return take(into, width * 2, height * 2);
    },
    halved: (grey) => {
      const { width, height } = grey;
      const [from, into] = room([width * height, (width * height) >> 2]);
      put(grey, from);
      exports.halve(from, into, width, height);
      return take(into, width >> 1, height >> 1);
    },
    smoothed: (grey, rounds) => {
      const count = grey.width * grey.height;
      const [from, one, other, columns] = room([count, count, count, 2 * grey.width + 4]);
      put(grey, from);
      return take(smoothAt(grey, from, [one, other], columns, rounds), grey.width, grey.height);
    },
    sharpened: (grey, amount, rounds) => {
      const count = grey.width * grey.height;
      const [from, one, other, columns] = room([count, count, count, 2 * grey.width + 4]);
      put(grey, from);
      const smooth = smoothAt(grey, from, [one, other], columns, rounds);
      exports.addLost(from, smooth, smooth, count, Math.round(amount * 16));
      return take(smooth, grey.width, grey.height);
    },
    evened: (grey, radius) => {
      const { width, height } = grey;
      const count = width * height;
      const [from, means, far, usual, columns, sums] = room([
        count,
        count,
        count,
        count,
        2 * (width + 2 * radius),
        4 * width,
      ]);
      put(grey, from);
      exports.average(from, means, columns, sums, width, height, radius);
      exports.distance(from, means, far, count);
      exports.average(far, usual, columns, sums, width, height, radius);
      exports.even(from, means, usual, far, count, EVEN_DISTANCE, LEAST_DISTANCE);
      return take(far, width, height);
    },
  };
}
