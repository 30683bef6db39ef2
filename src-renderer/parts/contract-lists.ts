/** Which choices does the contract allow? Copies without its checker, so that the screen's bundle carries no zod. */

import type { CameraPicture, PictureSize } from '../../src-main/contract/camera-settings.ts';
import type { LeaveBadgePrefix } from '../../src-main/contract/leave-api.ts';
import type {
  AUTO_PATH as CONTRACT_AUTO_PATH,
  SerialReaderSettings,
  Settings,
  VenueKind,
} from '../../src-main/contract/settings.ts';
import type {
  MAX_SETUP_FILE_BYTES as CONTRACT_MAX_SETUP,
  SETUP_QR_PREFIX as CONTRACT_QR_PREFIX,
} from '../../src-main/contract/setup-file.ts';
import type { SetupStep, UnitLevel } from '../../src-main/contract/setup-settings.ts';
import type { SETUP_CODE_PREFIX } from '../../src-main/contract/upload-protocol.ts';

/** The type of each list is the contract's; a test holds that none is missing and the order is the same. */
export const VENUE_KINDS: readonly VenueKind[] = [
  'office',
  'industrial-park',
  'factory',
  'business',
  'restaurant',
  'bar',
  'club',
  'karaoke',
  'massage-beauty',
  'gym',
  'event',
  'hospital',
  'apartment-block',
  'school',
  'station',
  'vehicle',
  'mall',
  'supermarket',
  'market',
  'essential-shop',
  'ceremony',
  'tourist-site',
  'religious-site',
];

export const BAUD_RATES: readonly SerialReaderSettings['baudRate'][] = [
  1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200,
];

/** A serial reader's path that means: any known scanner that is free. */
export const AUTO_PATH: typeof CONTRACT_AUTO_PATH = 'auto';

export const PICTURE_SIZES: readonly PictureSize[] = ['auto', '640x480', '1280x720', '1920x1080'];

/** A camera that is left to itself. */
export const PLAIN_PICTURE: CameraPicture = {
  size: 'auto',
  focusDistance: null,
  zoom: null,
  exposureCompensation: null,
  exposureTime: null,
  isTorchOn: false,
};

export const SETUP_PREFIX: typeof SETUP_CODE_PREFIX = 'GACCONG-SETUP:';

/** How the badge begins that lets somebody leave the kiosk. */
export const LEAVE_PREFIX: LeaveBadgePrefix = 'GACCONGLEAVE1';

export const SETUP_QR_PREFIX: typeof CONTRACT_QR_PREFIX = 'gac-cong-setup:';
export const MAX_SETUP_FILE_BYTES: typeof CONTRACT_MAX_SETUP = 65_536;

export const UNIT_LEVELS: readonly UnitLevel[] = ['province', 'district', 'commune', 'hamlet'];

export const SETUP_STEPS: readonly SetupStep[] = [
  'language',
  'venue',
  'lanes',
  'collector',
  'retention',
  'pins',
  'practice',
  'summary',
];

export const SIGNED_CODE_ACTIONS: readonly Settings['rules']['signedCodes']['expired'][] = ['admit', 'check', 'refuse'];

export const MAX_LANES = 16;
export const MAX_RETENTION_DAYS = 3_650;
export const MAX_WARN_DAYS = 365;
export const MAX_READERS = 32;
export const MAX_REPEAT_WINDOW_MS = 3_600_000;
export const MAX_LIST_FILE_BYTES = 8_000_000;
export const MOST_LIST_BYTES = 5_000_000;
export const LONGEST_PIECE = 160_000;
export const MAX_PASS_NAME = 80;
export const MOST_PASSES_AT_ONCE = 80;
