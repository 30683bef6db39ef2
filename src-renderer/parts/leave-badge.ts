/** Is this the badge that lets somebody leave the kiosk? Which of them is the right one only the gate knows. */

import { LEAVE_PREFIX } from './contract-lists.ts';

export function isLeaveBadge(text: string): boolean {
  return text.toUpperCase().startsWith(LEAVE_PREFIX);
}
