/** What did somebody fill in for a case, what of it is wrong, and what goes to the collector? */

import type { CallRequest } from '../../../src-collector/contract/console-api.ts';
import { LONGEST_WINDOW_MS } from '../../../src-collector/contract/trace-api.ts';
import type { VenueKind } from '../../../src-main/contract/settings.ts';
import { holdsNumber, readTags } from '../../parts/read-tags.ts';
import { instantOf } from '../../parts/typed-instant.ts';

export type CaseDraft = {
  readonly purpose: string;
  readonly legalBasis: string;
  readonly by: 'tags' | 'entry';
  readonly tags: string;
  readonly device: string;
  readonly epoch: string;
  readonly seq: string;
  readonly from: string;
  readonly to: string;
  readonly overlapMinutes: string;
  readonly laneMinutes: string;
  readonly afterMinutes: string;
  readonly stayKind: VenueKind | '';
  readonly stayMinutes: string;
};

/** As the collector holds them. */
export const LIMITS = {
  overlapMinutes: [1, 1_440],
  laneMinutes: [0, 30],
  afterMinutes: [0, 240],
  stayMinutes: [1, 1_440],
} as const;
export type MinutesField = keyof typeof LIMITS;

export type Wrongs = {
  readonly purpose: 'number' | 'short' | null;
  readonly legalBasis: 'number' | 'short' | null;
  readonly tags: 'number' | 'strange' | 'many' | 'none' | null;
  readonly isEntryWrong: boolean;
  readonly isWindowWrong: boolean;
  readonly minutes: readonly MinutesField[];
};

const DEVICE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const EPOCH = /^[0-9a-f]{32}$/;

export function wrongsOf(draft: CaseDraft): Wrongs {
  const tags = readTags(draft.tags);
  const from = instantOf(draft.from);
  const to = instantOf(draft.to);
  const fields = (Object.keys(LIMITS) as MinutesField[]).filter((field) => field !== 'stayMinutes' || draft.stayKind);
  return {
    purpose: wrongWords(draft.purpose),
    legalBasis: wrongWords(draft.legalBasis),
    tags: draft.by === 'entry' || tags.type === 'tags' ? null : tags.type === 'none' ? 'none' : tags.why,
    isEntryWrong: draft.by === 'entry' && !isEntry(draft),
    isWindowWrong: from === null || to === null || to <= from || to - from > LONGEST_WINDOW_MS,
    minutes: fields.filter((field) => !isMinutes(draft[field], LIMITS[field])),
  };
}

/** `null` while anything is wrong: nothing of it leaves the page. */
export function requestOf(draft: CaseDraft): CallRequest<'trace.open'> | null {
  const { purpose, legalBasis, tags: tagsWrong, isEntryWrong, isWindowWrong, minutes } = wrongsOf(draft);
  const isWrong = [purpose, legalBasis, tagsWrong].some((each) => each !== null);
  const fromUtcMs = instantOf(draft.from);
  const toUtcMs = instantOf(draft.to);
  if (isWrong || isEntryWrong || isWindowWrong || minutes.length > 0 || fromUtcMs === null || toUtcMs === null) {
    return null;
  }
  const tags = readTags(draft.tags);
  const entry = { device: draft.device.trim().toLowerCase(), epoch: draft.epoch.trim(), seq: Number(draft.seq) };
  return {
    purpose: draft.purpose,
    legalBasis: draft.legalBasis,
    index: draft.by === 'tags' && tags.type === 'tags' ? { tags: [...tags.tags] } : { entry },
    fromUtcMs,
    toUtcMs,
    parameters: {
      overlapMinutes: Number(draft.overlapMinutes),
      laneMinutes: Number(draft.laneMinutes),
      afterMinutes: Number(draft.afterMinutes),
      ...(draft.stayKind === '' ? {} : { stayMinutes: { [draft.stayKind]: Number(draft.stayMinutes) } }),
    },
  };
}

function wrongWords(text: string): 'number' | 'short' | null {
  if (holdsNumber(text)) return 'number';
  return text.trim().length < 3 ? 'short' : null;
}

function isEntry({ device, epoch, seq }: CaseDraft): boolean {
  return DEVICE.test(device.trim()) && EPOCH.test(epoch.trim()) && /^[1-9]\d{0,14}$/.test(seq.trim());
}

function isMinutes(text: string, [least, most]: readonly [number, number]): boolean {
  return /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}
