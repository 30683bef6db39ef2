/** What is one thing that the guard must know of the machine, and of what is it made? */

import type { TFunction } from 'i18next';
import type { GateSnapshot } from '../../src-main/contract/gate-api.ts';
import type { IconName } from './icons.tsx';
import type { Hearing } from './use-verdict-sound.ts';

/** `well` and `calm` are chips on the strip; the other two are sentences above it. */
export type StatusNote = {
  readonly key: string;
  readonly icon: IconName;
  readonly tone: 'well' | 'calm' | 'warning' | 'alarm';
  readonly text: string;
  /** What to do; only where something is to be done. */
  readonly toDo: string | null;
  /** It is about a reader, which can be tried out. */
  readonly isOfReader?: boolean;
  /** It is about entries that may be sent once more. */
  readonly isOfQuarantine?: boolean;
};

export type NoteContext = {
  readonly snapshot: GateSnapshot;
  readonly nowUtcMs: number;
  readonly hearing: Hearing;
  readonly t: TFunction<'words'>;
};
