/** Whom does a guard call when the gate itself is out of order? */

import { z } from 'zod';
import { cleanLine } from './clean-line.ts';

/** `phone`: a number, with words beside it if need be; empty = none is said. Read by the shell when there is no gate to ask. */
export const supportSettings = z.strictObject({ phone: cleanLine(60).default('') });
