/** From where on is a figure of the machine not as it should be? One place for the strip, the self-test and the doctor. */

export const LOW_DISK_BYTES = 1_000_000_000;
export const FULL_DISK_BYTES = 50_000_000;

/** No gate of this version was built before this instant; an earlier clock is wrong. */
export const BUILT_AFTER_UTC_MS = Date.UTC(2026, 0, 1);
export const LATEST_BELIEVABLE_UTC_MS = Date.UTC(2090, 0, 1);
export const GREATEST_QUIET_OFFSET_MS = 60_000;

/** A person waits for three such writes at most. Spinning disks need 30, a worn flash card a few hundred. */
export const SLOW_WRITE_MS = 500;

export const OLD_BACKUP_MS = 24 * 3_600_000;
/** As the console alarms it. */
export const OLD_PENDING_MS = 3_600_000;
/** A list of people that nobody has brought in anew for so long; new staff stands on none. */
export const OLD_ROSTER_MS = 90 * 24 * 3_600_000;

export const LOW_MEMORY_BYTES = 200_000_000;
/** Processors slow themselves down from here on. */
export const HOT_CELSIUS = 90;
export const EMPTY_BATTERY_PERCENT = 20;

/** Of the picture, in levels of 0 to 255 and shares of 0 to 1; as the hints at the camera have them. */
export const DIM_LEVEL = 40;
export const GLARE_SHARE = 0.25;
export const BLURRED_SHARPNESS = 0.1;
export const SMALL_WIDTH = 640;
export const FROZEN_FPS = 0.5;
export const SLOW_FPS = 5;
