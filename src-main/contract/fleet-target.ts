/** Is this gate meant, is it among the first, and whose word counts more where two say the same setting? */

import { isAmong, placeInShare } from '../core/share/place-in-share.ts';
import type { SettingsDocument, SettingsTarget } from './fleet-settings.ts';

export type StandsAt = {
  readonly device: string;
  /** From the widest to the narrowest. */
  readonly unit: readonly string[];
  readonly venueName: string;
};

export function isMeant(target: SettingsTarget, gate: StandsAt): boolean {
  switch (target.type) {
    case 'gate':
      return target.device === gate.device;
    case 'unit':
      return target.unit.every((name, depth) => plain(name) === plain(gate.unit[depth] ?? ''));
    case 'venue':
      return (
        gate.venueName !== '' &&
        plain(target.name) === plain(gate.venueName) &&
        target.unit.length === gate.unit.length &&
        target.unit.every((name, depth) => plain(name) === plain(gate.unit[depth] ?? ''))
      );
  }
}

/** The same for the same target, whoever writes it on whichever keyboard. */
export function targetKeyOf(target: SettingsTarget): string {
  switch (target.type) {
    case 'gate':
      return `gate ${target.device}`;
    case 'unit':
      return `unit ${JSON.stringify(target.unit.map(plain))}`;
    case 'venue':
      return `venue ${JSON.stringify([target.unit.map(plain), plain(target.name)])}`;
  }
}

/** The narrower counts more: a gate before its venue, a venue before its unit. */
export function narrowness(target: SettingsTarget): number {
  return target.type === 'gate' ? 100 : target.type === 'venue' ? 99 : target.unit.length;
}

/**
 * Whether this gate is among the first `sharePercent` of a hundred: of a target always the same ones. `sha256Hex` is handed in by whoever asks, the
 * gate or its collector, as a contract has no cryptography.
 */
export function isInShare(
  { target, sharePercent }: Pick<SettingsDocument, 'target' | 'sharePercent'>,
  device: string,
  sha256Hex: (text: string) => string,
): boolean {
  return isAmong(placeInShare(sha256Hex(`${targetKeyOf(target)} ${device}`)), sharePercent);
}

function plain(name: string): string {
  return name.trim().normalize('NFC');
}
