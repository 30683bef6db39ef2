/** What is typed to set gates from afar, and which settings does that make? Pure steps; what stands empty is not set. */

import type { FleetPart, FleetParts } from '../../../src-main/contract/fleet-parts.ts';
import { fleetParts, isForOneGate } from '../../../src-main/contract/fleet-parts.ts';
import { laidOver, leavesOf } from '../../../src-main/contract/laid-over.ts';

type Kind =
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly scale?: number }
  | { readonly kind: 'text'; readonly longest: number }
  | { readonly kind: 'lines' }
  | { readonly kind: 'hours' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] };

export type SettingsField = { readonly key: string; readonly path: readonly [FleetPart, string] } & Kind;

/** What is set most; everything else that may be set is typed as JSON. */
export const SETTINGS_FIELDS = [
  { key: 'hours', path: ['venue', 'hours'], kind: 'hours' },
  { key: 'retentionDays', path: ['retention', 'days'], kind: 'number', min: 1, max: 3_650 },
  { key: 'warnDays', path: ['retention', 'warnDays'], kind: 'number', min: 0, max: 365 },
  { key: 'repeatSeconds', path: ['rules', 'repeatWindowMs'], kind: 'number', min: 0, max: 3_600, scale: 1_000 },
  { key: 'closeAfterHours', path: ['visits', 'closeAfterHours'], kind: 'number', min: 1, max: 72 },
  { key: 'purpose', path: ['notice', 'purpose'], kind: 'text', longest: 200 },
  { key: 'contact', path: ['notice', 'contact'], kind: 'text', longest: 120 },
  { key: 'phone', path: ['support', 'phone'], kind: 'text', longest: 60 },
  { key: 'trustUrls', path: ['trust', 'urls'], kind: 'lines' },
  { key: 'staleAfterHours', path: ['trust', 'staleAfterHours'], kind: 'number', min: 1, max: 8_760 },
  { key: 'language', path: ['screen', 'language'], kind: 'choice', choices: ['vi', 'en'] },
  { key: 'theme', path: ['screen', 'theme'], kind: 'choice', choices: ['system', 'light', 'dark', 'contrast'] },
  { key: 'volume', path: ['screen', 'volume'], kind: 'number', min: 0, max: 100, scale: 0.01 },
  { key: 'proxy', path: ['network', 'proxy'], kind: 'text', longest: 500 },
] as const satisfies readonly SettingsField[];

export type FieldKey = (typeof SETTINGS_FIELDS)[number]['key'];
/** `rest`: as JSON, what has no field of its own. */
export type SettingsDraft = { readonly [key in FieldKey]: string } & { readonly rest: string };

const FIELDS: readonly SettingsField[] = SETTINGS_FIELDS;
const HOURS = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/;

/** As it is set now, to be changed. */
export function draftOf(parts: FleetParts): SettingsDraft {
  const fields = FIELDS.map((field) => [field.key, textOf(field, valueAt(parts, field.path))]);
  const rest = leavesOf(parts)
    .filter((leaf) => !FIELDS.some(({ path: [part, name] }) => leaf[0] === part && leaf[1] === name))
    .reduce<unknown>((all, leaf) => laidOver(all, nested(leaf, valueAt(parts, leaf))), {});
  const isNone = Object.keys(rest as object).length === 0;
  return { ...Object.fromEntries(fields), rest: isNone ? '' : JSON.stringify(rest, null, 2) } as SettingsDraft;
}

export type ReadDraft =
  | { readonly type: 'read'; readonly parts: FleetParts }
  /** `rest` where the JSON is none, or names what may not be set. */
  | { readonly type: 'wrong'; readonly fields: readonly (FieldKey | 'rest')[] };

/** `isOneGate`: what is plugged into a machine may be set, too. */
export function partsOf(draft: SettingsDraft, isOneGate: boolean): ReadDraft {
  const rest = draft.rest.trim() === '' ? {} : parseJson(draft.rest);
  if (rest === undefined || !fleetParts.safeParse(rest).success) return { type: 'wrong', fields: ['rest'] };
  let all: unknown = rest;
  const wrong: FieldKey[] = [];
  for (const field of SETTINGS_FIELDS) {
    const text = draft[field.key].trim();
    if (text === '') continue;
    const part = nested(field.path, readValue(field, text));
    if (fleetParts.safeParse(part).success) all = laidOver(all, part);
    else wrong.push(field.key);
  }
  const parsed = fleetParts.safeParse(all);
  if (wrong.length > 0 || !parsed.success) return { type: 'wrong', fields: wrong.length > 0 ? wrong : ['rest'] };
  if (!isOneGate && isForOneGate(parsed.data)) return { type: 'wrong', fields: ['rest'] };
  return { type: 'read', parts: parsed.data };
}

export type ChangedField = {
  readonly path: string;
  /** `null` = was, or is, not set from afar. */
  readonly before: string | null;
  readonly after: string | null;
};

/** What becomes another, in the order of its name. */
export function changesOf(before: FleetParts, after: FleetParts): readonly ChangedField[] {
  const [was, is] = [leafTexts(before), leafTexts(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .filter((path) => was.get(path) !== is.get(path))
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }));
}

/** What has a field is said as it is typed there: seconds, per cent, hours in one. */
function leafTexts(parts: FleetParts): ReadonlyMap<string, string> {
  return new Map(
    leavesOf(parts).map((leaf) => {
      const field = FIELDS.find(({ path: [part, name] }) => leaf[0] === part && leaf[1] === name);
      const path = field?.path ?? leaf;
      const value = valueAt(parts, path);
      const isSaid = field !== undefined && value !== null;
      return [
        path.join('.'),
        isSaid ? textOf(field, value) : typeof value === 'string' ? value : JSON.stringify(value),
      ];
    }),
  );
}

function textOf(field: SettingsField, value: unknown): string {
  if (value === undefined || value === null) return '';
  switch (field.kind) {
    case 'number':
      return String(Math.round((Number(value) / (field.scale ?? 1)) * 100) / 100);
    case 'lines':
      return (value as readonly string[]).join('\n');
    case 'hours': {
      const { opens, closes } = value as { readonly opens: string; readonly closes: string };
      return `${opens}-${closes}`;
    }
    case 'text':
    case 'choice':
      return String(value);
  }
}

/** What is no number, no hours or no choice stays as it was typed, and is refused by the schema. */
function readValue(field: SettingsField, text: string): unknown {
  switch (field.kind) {
    case 'number': {
      const scale = field.scale ?? 1;
      const value = Number(text) * scale;
      return Number.isNaN(value) ? text : scale < 1 ? Math.round(value * 100) / 100 : value;
    }
    case 'lines':
      return text.split(/\s+/).filter((line) => line !== '');
    case 'hours': {
      const [, opens, closes] = HOURS.exec(text.replace(/\s/g, '').replace('–', '-')) ?? [];
      return opens === undefined ? text : { opens, closes };
    }
    case 'text':
    case 'choice':
      return text;
  }
}

function valueAt(whole: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | undefined)?.[name], whole);
}

function nested([name = '', ...rest]: readonly string[], value: unknown): unknown {
  return { [name]: rest.length === 0 ? value : nested(rest, value) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Said beside the field.
  }
}
