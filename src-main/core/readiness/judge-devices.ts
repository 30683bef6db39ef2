/** Are the readers there that the settings name, and may this user open them? Asked of the system, whether a gate runs or not. */

import type { Finding } from './finding.ts';
import { bad, doubtful, good } from './finding.ts';

export type DeviceFacts = {
  /** Ports and cameras belong to groups of users there. */
  readonly isLinux: boolean;
  readonly readers: readonly ReaderWish[];
  readonly ports: readonly {
    readonly path: string;
    readonly scanner: string | null;
    readonly isThere: boolean;
    readonly mayOpen: boolean;
  }[];
  /** Paths that the settings name and the system has under no name. */
  readonly absentPaths: readonly string[];
  readonly wrongMode: readonly { readonly name: string; readonly mode: 'keyboard' | 'other' }[];
  /** `null` where the system does not name them. */
  readonly cameras: readonly { readonly path: string; readonly mayOpen: boolean }[] | null;
};

type ReaderWish = { readonly kind: 'serial' | 'camera' | 'wedge' | 'simulated' };

export function judgeDevices(facts: DeviceFacts): readonly Finding[] {
  return [judgePorts(facts), ...judgeRights(facts), ...judgeModes(facts), ...judgeCameras(facts)];
}

function judgePorts({ readers, ports, absentPaths }: DeviceFacts): Finding {
  if (absentPaths.length > 0) return bad('serial-ports', 'ports-absent', { paths: absentPaths.join(', ') });
  const scanners = ports.filter(({ scanner }) => scanner !== null);
  const names = scanners.map(({ scanner, path }) => `${scanner ?? ''} (${path})`).join(', ');
  if (names !== '') return good('serial-ports', 'ports-known', { names });
  if (ports.length > 0) return good('serial-ports', 'ports-some', { count: ports.length });
  return readers.some(({ kind }) => kind === 'serial')
    ? bad('serial-ports', 'ports-none')
    : good('serial-ports', 'ports-not-wanted');
}

function judgeRights({ isLinux, ports }: DeviceFacts): readonly Finding[] {
  if (!isLinux || ports.length === 0) return [];
  const closed = ports.filter(({ isThere, mayOpen }) => isThere && !mayOpen).map(({ path }) => path);
  if (closed.length === 0) return [good('serial-rights', 'rights-given')];
  return [bad('serial-rights', 'rights-missing', { paths: closed.join(', '), group: 'dialout' })];
}

/** A scanner that types is what is wanted where there is a keyboard reader. */
function judgeModes({ wrongMode, readers }: DeviceFacts): readonly Finding[] {
  const hasWedge = readers.some(({ kind }) => kind === 'wedge');
  return wrongMode
    .filter(({ mode }) => mode !== 'keyboard' || !hasWedge)
    .map(({ name }) => doubtful('scanner-mode', 'mode-wrong', { name }));
}

function judgeCameras({ cameras, readers }: DeviceFacts): readonly Finding[] {
  if (cameras === null) return [];
  const isWanted = readers.some(({ kind }) => kind === 'camera');
  if (cameras.length === 0) {
    return [isWanted ? doubtful('cameras', 'cameras-none') : good('cameras', 'cameras-not-wanted')];
  }
  const closed = cameras.filter(({ mayOpen }) => !mayOpen).map(({ path }) => path);
  return [
    closed.length === 0
      ? good('cameras', 'cameras-there', { paths: cameras.map(({ path }) => path).join(', ') })
      : bad('cameras', 'cameras-closed', { paths: closed.join(', '), group: 'video' }),
  ];
}
