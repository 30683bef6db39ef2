/** What becomes of the settings while somebody works on them? Pure steps from draft to draft. */

import type { BarrierSettings } from '../../../src-main/contract/barrier-settings.ts';
import type { LaneSettings, ReaderSettings, Settings } from '../../../src-main/contract/settings.ts';
import type { AcceptableKind } from '../../../src-main/core/code/code.ts';
import { ACCEPTABLE_KINDS } from '../../../src-main/core/code/code.ts';
import { AUTO_PATH, MAX_REPEAT_WINDOW_MS, PLAIN_PICTURE } from '../../parts/contract-lists.ts';

export const SECTIONS = [
  'venue',
  'lanes',
  'readers',
  'test',
  'rules',
  'signed',
  'watchList',
  'collector',
  'retention',
  'screen',
  'access',
  'fleet',
  'about',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What is wrong with a draft: the path of the field as the gate would name it, and the words for it. */
export type DraftError = {
  readonly path: string;
  readonly error: 'name' | 'port' | 'accepted' | 'urls' | 'bytes' | 'network';
};

const LONGEST_LANE_NAME = 80;
const LONGEST_PATH = 200;
/** As the contract has them. */
const LONGEST_DEPARTMENT = 60;
const MOST_DEPARTMENTS = 80;
const LONGEST_LIST_AGE_HOURS = 8_760;

export function addLane(draft: Settings, name: string): Settings {
  const id = freeId(
    'lane',
    draft.lanes.map((lane) => lane.id),
  );
  return { ...draft, lanes: [...draft.lanes, { id, name, direction: 'in' }] };
}

export function changeLane(draft: Settings, id: string, part: Partial<LaneSettings>): Settings {
  return { ...draft, lanes: draft.lanes.map((lane) => (lane.id === id ? { ...lane, ...part } : lane)) };
}

/** Its readers and its barrier go with it: one without a lane would be refused. */
export function removeLane(draft: Settings, id: string): Settings {
  return {
    ...draft,
    lanes: draft.lanes.filter((lane) => lane.id !== id),
    readers: draft.readers.filter((reader) => reader.laneId !== id),
    barriers: draft.barriers.filter((barrier) => barrier.laneId !== id),
  };
}

/** A board of the common kind, whose first relay opens. */
export function newBarrierSettings(laneId: string): BarrierSettings {
  return {
    laneId,
    path: '',
    baudRate: 9600,
    board: { kind: 'lcus', barrier: 1, greenLamp: null, redLamp: null, buzzer: null, hasFeedback: false },
    passed: { kind: 'none' },
    passWithinMs: 15_000,
    pulseMs: 1_000,
    lampMs: 3_000,
    buzzerMs: 500,
  };
}

/** `null` takes the lane's barrier away. In the order of the lanes, so that off and on again leaves nothing changed. */
export function setBarrier(draft: Settings, laneId: string, barrier: BarrierSettings | null): Settings {
  const others = draft.barriers.filter((each) => each.laneId !== laneId);
  const all = barrier === null ? others : [...others, barrier];
  const barriers = draft.lanes.flatMap(({ id }) => all.filter((each) => each.laneId === id));
  return { ...draft, barriers };
}

/** As the contract has it: up to 32 bytes as pairs of hex digits. */
export function isHexBytes(text: string): boolean {
  return /^[0-9A-Fa-f]{2}( ?[0-9A-Fa-f]{2}){0,31}$/.test(text);
}

type BytesBoard = Extract<BarrierSettings['board'], { kind: 'bytes' }>;

const SWITCHED = [
  ['greenOn', 'greenOff'],
  ['redOn', 'redOff'],
  ['buzzerOn', 'buzzerOff'],
] as const;

/** The commands that are missing beside their counterpart: a lamp that can be switched on and never off, or the reverse. */
export function halfSwitched(board: BytesBoard): readonly string[] {
  return SWITCHED.flatMap((pair) => {
    const missing = pair.filter((name) => board[name] === null);
    return missing.length === 1 ? missing : [];
  });
}

/** A reader of the first lane, with nothing chosen yet. */
export function addReader(draft: Settings, kind: 'serial' | 'camera' | 'wedge'): Settings {
  const id = freeId(
    kind,
    draft.readers.map((reader) => reader.id),
  );
  return { ...draft, readers: [...draft.readers, newReader(kind, id, draft.lanes[0]?.id ?? '')] };
}

export function replaceReader(draft: Settings, next: ReaderSettings): Settings {
  return { ...draft, readers: draft.readers.map((reader) => (reader.id === next.id ? next : reader)) };
}

export function removeReader(draft: Settings, id: string): Settings {
  return { ...draft, readers: draft.readers.filter((reader) => reader.id !== id) };
}

/** Keeps the contract's order, so that ticking and unticking leaves nothing changed. */
export function acceptKind(draft: Settings, kind: AcceptableKind, isAccepted: boolean): Settings {
  const acceptedKinds = ACCEPTABLE_KINDS.filter((each) =>
    each === kind ? isAccepted : draft.rules.acceptedKinds.includes(each),
  );
  return { ...draft, rules: { ...draft.rules, acceptedKinds } };
}

/** Hours, within what the contract takes. */
export function setCloseAfter(draft: Settings, hours: number): Settings {
  return { ...draft, visits: { closeAfterHours: Math.min(Math.max(hours, 1), 72) } };
}

export function setRepeatWindow(draft: Settings, repeatWindowMs: number): Settings {
  const within = Math.min(Math.max(Math.round(repeatWindowMs), 0), MAX_REPEAT_WINDOW_MS);
  return { ...draft, rules: { ...draft.rules, repeatWindowMs: within } };
}

export function setSignedCode(
  draft: Settings,
  state: keyof Settings['rules']['signedCodes'],
  action: Settings['rules']['signedCodes'][typeof state],
): Settings {
  const signedCodes = { ...draft.rules.signedCodes, [state]: action };
  return { ...draft, rules: { ...draft.rules, signedCodes } };
}

/** Addresses as they are typed, with anything white between them. */
export function setTrustUrls(draft: Settings, text: string): Settings {
  return { ...draft, trust: { ...draft.trust, urls: text === '' ? [] : text.split(/\s/) } };
}

export function setStaleAfter(draft: Settings, hours: number): Settings {
  const staleAfterHours = Math.min(Math.max(Math.round(hours), 1), LONGEST_LIST_AGE_HOURS);
  return { ...draft, trust: { ...draft.trust, staleAfterHours } };
}

export function draftErrors(draft: Settings): readonly DraftError[] {
  return [
    ...draft.lanes.flatMap(({ name }, index): DraftError[] =>
      isLine(name, LONGEST_LANE_NAME) ? [] : [{ path: `lanes.${index}.name`, error: 'name' }],
    ),
    ...draft.readers.flatMap((reader, index): DraftError[] =>
      reader.kind !== 'serial' || isLine(reader.path, LONGEST_PATH)
        ? []
        : [{ path: `readers.${index}.path`, error: 'port' }],
    ),
    ...draft.barriers.flatMap(barrierErrors),
    ...(draft.trust.urls.filter((url) => url !== '').every((url) => /^https?:$/.test(URL.parse(url)?.protocol ?? ''))
      ? []
      : [{ path: 'trust.urls', error: 'urls' } as const]),
    ...networkErrors(draft.network),
    ...(draft.rules.acceptedKinds.length > 0 ? [] : [{ path: 'rules.acceptedKinds', error: 'accepted' } as const]),
  ];
}

function barrierErrors({ path, board, passed }: BarrierSettings, index: number): readonly DraftError[] {
  const { kind: _kind, ...commands } = board.kind === 'bytes' ? board : { kind: null };
  const words = [...Object.values(commands), ...(passed.kind === 'bytes' ? [passed.bytes] : [])];
  const isHalf = board.kind === 'bytes' && halfSwitched(board).length > 0;
  const isWrong = isHalf || words.some((word) => word !== null && !isHexBytes(word));
  return [
    ...(isLine(path, LONGEST_PATH) ? [] : [{ path: `barriers.${index}.path`, error: 'port' } as const]),
    ...(isWrong ? [{ path: `barriers.${index}.board`, error: 'bytes' } as const] : []),
  ];
}

/**
 * What is handed to the gate. A lane's direction is turned on the gate screen, and the collector is set by enrolment:
 * both are taken from the gate as it is now, so that an old draft never turns them back.
 */
export function settingsToSave(draft: Settings, live: Settings): Settings {
  return {
    ...draft,
    venue: tidyVenue(draft.venue),
    notice: { purpose: draft.notice.purpose.trim(), contact: draft.notice.contact.trim() },
    support: { phone: draft.support.phone.trim() },
    backup: { folder: draft.backup.folder.trim() },
    exports: { ...draft.exports, folder: draft.exports.folder.trim() },
    updates: { ...draft.updates, source: draft.updates.source.trim() },
    trust: { ...draft.trust, urls: draft.trust.urls.filter((url) => url !== '') },
    lanes: draft.lanes.map((lane) => ({
      ...lane,
      name: lane.name.trim(),
      direction: live.lanes.find(({ id }) => id === lane.id)?.direction ?? lane.direction,
    })),
    collector: live.collector,
    hospital: { ...draft.hospital, departments: departmentLines(draft.hospital.departments) },
  };
}

export function hasChanges(draft: Settings, live: Settings): boolean {
  return JSON.stringify(settingsToSave(draft, live)) !== JSON.stringify(live);
}

/** In which section of the screen does a field stand that the gate found wrong? */
export function sectionOfField(field: string | null): Section {
  switch (field?.split('.')[0]) {
    case 'lanes':
    case 'barriers':
      return 'lanes';
    case 'readers':
      return 'readers';
    case 'rules':
      return 'rules';
    case 'trust':
      return 'signed';
    case 'screen':
    case 'visitorScreen':
      return 'screen';
    case 'retention':
    case 'notice':
      return 'retention';
    case 'collector':
    case 'backup':
    case 'exports':
      return 'collector';
    case 'updates':
      return 'about';
    default:
      return 'venue';
  }
}

function tidyVenue(venue: Settings['venue']): Settings['venue'] {
  const unit = venue.unit.map(({ level, name }) => ({ level, name: name.trim() })).filter(({ name }) => name !== '');
  return { ...venue, name: venue.name.trim(), address: venue.address.trim(), unit };
}

function newReader(kind: 'serial' | 'camera' | 'wedge', id: string, laneId: string): ReaderSettings {
  switch (kind) {
    case 'serial':
      return { kind, id, laneId, path: AUTO_PATH, baudRate: 9600 };
    case 'camera':
      return { kind, id, laneId, deviceId: null, label: '', facing: null, mayStandIn: false, picture: PLAIN_PICTURE };
    case 'wedge':
      return { kind, id, laneId };
  }
}

function freeId(stem: string, taken: readonly string[]): string {
  let n = 1;
  while (taken.includes(`${stem}-${n}`)) n += 1;
  return `${stem}-${n}`;
}

/** Lines as they were typed: empty ones and repeats are none. */
function departmentLines(lines: readonly string[]): string[] {
  const names = lines.map((line) => line.trim().slice(0, LONGEST_DEPARTMENT)).filter((line) => line !== '');
  return [...new Set(names)].slice(0, MOST_DEPARTMENTS);
}

function isLine(text: string, longest: number): boolean {
  const length = text.trim().length;
  return length > 0 && length <= longest;
}

function networkErrors({ proxy, ca }: Settings['network']): DraftError[] {
  const isProxy = proxy === '' || (URL.canParse(proxy) && /^https?:/.test(proxy));
  const isAuthority = /^-----BEGIN CERTIFICATE-----[\s\S]*-----END CERTIFICATE-----$/.test(ca.trim());
  const isPath = ca.length <= 500 && !ca.trim().includes('\n') && !ca.startsWith('-----');
  return [
    ...(isProxy ? [] : [{ path: 'network.proxy', error: 'network' } as const]),
    ...(isAuthority || isPath ? [] : [{ path: 'network.ca', error: 'network' } as const]),
  ];
}
