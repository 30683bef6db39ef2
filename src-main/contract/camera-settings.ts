/** What can be set of a camera: which one is meant, and how it takes its pictures? */

import { z } from 'zod';

/** `auto`: 1280 × 720, and larger where the camera is as sharp and as fast there. */
export const PICTURE_SIZES = ['auto', '640x480', '1280x720', '1920x1080'] as const;

export const CAMERA_FACINGS = ['user', 'environment'] as const;

/** A place between the camera's own least and most, in its own units; `null` leaves it to the camera. */
const place = z.number().min(-1_000_000).max(1_000_000).nullable().default(null);

/** What a camera does not have is passed over in silence. */
export const cameraPicture = z.strictObject({
  size: z.enum(PICTURE_SIZES).default('auto'),
  focusDistance: place,
  zoom: place,
  exposureCompensation: place,
  exposureTime: place,
  isTorchOn: z.boolean().default(false),
});

export const cameraChoice = {
  /** The browser's own id; `null` takes the first camera, on a tablet the one that looks away from the screen. */
  deviceId: z.string().max(200).nullable().default(null),
  /** What it called itself when it was chosen: browsers name cameras anew when their data is cleared. Empty: not known. */
  label: z.string().max(200).default(''),
  facing: z.enum(CAMERA_FACINGS).nullable().default(null),
  /** Whether another camera may be looked through while the chosen one is away. */
  mayStandIn: z.boolean().default(false),
  picture: cameraPicture.prefault({}),
};

export type CameraPicture = z.infer<typeof cameraPicture>;
export type PictureSize = CameraPicture['size'];
export type CameraFacing = (typeof CAMERA_FACINGS)[number];
