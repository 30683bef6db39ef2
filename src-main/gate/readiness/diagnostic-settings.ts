/** What of a gate's settings may leave the venue in a diagnostics file? Only what is named here; nobody's words, names, keys or addresses. */

import type { Settings } from '../../contract/settings.ts';
import { AUTO_PATH } from '../../contract/settings.ts';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** A port as the system numbers them; a path by a device's serial number, or of somebody's own making, stays here. */
const NUMBERED_PORT = /^(?:\/dev\/tty(?:ACM|USB|S)\d{1,3}|COM\d{1,3})$/;

/** Built field by field: a setting that comes later is left out until somebody puts it in. */
export function diagnosticSettings(settings: Settings): Plain {
  const { venue, lanes, readers, barriers, rules, roster, trust, authority, collector, network } = settings;
  const laneNumber = (laneId: string): number => lanes.findIndex(({ id }) => id === laneId) + 1;
  return {
    venue: { kind: venue.kind, hasName: venue.name !== '', unitLevels: venue.unit.length, hours: hoursOf(venue.hours) },
    lanes: lanes.map(({ direction }, index) => ({ number: index + 1, direction })),
    readers: readers.map((reader) => ({
      kind: reader.kind,
      lane: laneNumber(reader.laneId),
      ...(reader.kind === 'serial' ? { port: portWord(reader.path), baudRate: reader.baudRate } : {}),
      ...(reader.kind === 'serial' && reader.device !== undefined
        ? { vendorId: reader.device.vendorId, productId: reader.device.productId }
        : {}),
      ...(reader.kind === 'camera'
        ? {
            isChosen: reader.deviceId !== null,
            facing: reader.facing,
            mayStandIn: reader.mayStandIn,
            size: reader.picture.size,
            isTorchOn: reader.picture.isTorchOn,
          }
        : {}),
    })),
    barriers: barriers.map(({ laneId, path, baudRate, board, passed, passWithinMs, pulseMs }) => ({
      lane: laneNumber(laneId),
      port: portWord(path),
      baudRate,
      board: board.kind,
      passed: passed.kind,
      passWithinMs,
      pulseMs,
    })),
    rules: {
      repeatWindowMs: rules.repeatWindowMs,
      acceptedKinds: rules.acceptedKinds,
      signedCodes: rules.signedCodes,
      keepsAddresses: rules.addressReason !== '',
    },
    roster: {
      mode: roster.mode,
      keepDays: roster.keepDays,
      expected: roster.expected,
      laneCeiling: roster.laneCeiling,
    },
    trust: { staleAfterHours: trust.staleAfterHours, addresses: trust.urls.length },
    authority: { keys: authority.keys.length, masksBesideTag: authority.masksBesideTag },
    collector: collector === null ? 'none' : collector.url.startsWith('https:') ? 'https' : 'http',
    network: {
      hasOwnAuthority: network.ca !== '',
      hasClientCertificate: network.clientCertificate !== '',
      hasProxy: network.proxy !== '',
    },
    backup: { isSet: settings.backup.folder !== '' },
    retention: { days: settings.retention.days, warnDays: settings.retention.warnDays },
    visits: { closeAfterHours: settings.visits.closeAfterHours },
    exports: {
      schedule: settings.exports.schedule,
      hour: settings.exports.hour,
      what: settings.exports.what,
      format: settings.exports.format,
      hasFolder: settings.exports.folder !== '',
    },
    screen: {
      language: settings.screen.language,
      theme: settings.screen.theme,
      volume: settings.screen.volume,
    },
    visitorScreen: { isOn: settings.visitorScreen.isOn },
    setup: { isDone: settings.setup.doneAtUtcMs !== null, step: settings.setup.step },
  };
}

function hoursOf(hours: Settings['venue']['hours']): Plain {
  return hours === null ? null : { opens: hours.opens, closes: hours.closes };
}

function portWord(path: string): string {
  if (path === AUTO_PATH || NUMBERED_PORT.test(path)) return path;
  return 'other';
}
