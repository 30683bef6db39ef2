/** With which kernels does this thread work? */

import type { KernelSet } from './kernel-set.ts';
import { PLAIN_KERNELS } from './plain-kernels.ts';
import { startSimdKernels } from './simd-kernels.ts';

let chosen: KernelSet | null = null;

/** The fast ones where they can start, else the plain ones; decided once, when they are first needed. */
export function kernels(): KernelSet {
  chosen ??= startSimdKernels() ?? PLAIN_KERNELS;
  return chosen;
}
