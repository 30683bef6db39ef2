/** What is the greyscale picture in a frame of video? */

import type { Grey } from '../../src-decode/grey.ts';

/** Formats whose first plane is the brightness, so that nothing has to be converted. */
const BRIGHTNESS_FIRST = ['I420', 'I420A', 'I422', 'I422A', 'I444', 'I444A', 'NV12', 'NV12A'];
const RED_FIRST = ['RGBA', 'RGBX'];
const BLUE_FIRST = ['BGRA', 'BGRX'];

export type GreyReader = {
  /** The caller closes the frame. Fails where the frame's memory is gone. */
  readonly fromFrame: (frame: VideoFrame) => Promise<Grey>;
  readonly fromRgba: (pixels: Uint8Array, width: number, height: number) => Grey;
};

/** Where a picture is put: at least `size` bytes, which hold until the next picture. */
export type RoomFor = (size: number) => Uint8Array<ArrayBuffer>;

/**
 * Keeps its buffers from picture to picture, so that a day of video makes no garbage. Brightness goes straight to where
 * `roomFor` says, which may be the decoder's own memory.
 */
export function createGreyReader(roomFor: RoomFor = createRoom()): GreyReader {
  let colours = new Uint8Array(0);
  let grey = new Uint8Array(0);
  let canvas: OffscreenCanvas | null = null;

  async function fromFrame(frame: VideoFrame): Promise<Grey> {
    const format: string = frame.format ?? '';
    const rect = evenRect(frame.visibleRect ?? new DOMRectReadOnly(0, 0, frame.codedWidth, frame.codedHeight));
    if (BRIGHTNESS_FIRST.includes(format)) return fromPlanes(frame, rect);
    if (!RED_FIRST.includes(format) && !BLUE_FIRST.includes(format)) return fromDrawing(frame);
    colours = atLeast(colours, frame.allocationSize({ rect }));
    const [layout] = await frame.copyTo(colours, { rect });
    if (layout === undefined || layout.stride !== rect.width * 4) return fromDrawing(frame);
    return toGrey(colours.subarray(layout.offset), rect.width, rect.height, BLUE_FIRST.includes(format));
  }

  async function fromPlanes(frame: VideoFrame, rect: Rect): Promise<Grey> {
    const room = roomFor(frame.allocationSize({ rect }));
    const [layout] = await frame.copyTo(room, { rect });
    // Without a layout of our own the planes come tightly packed; a browser that pads them is served by the canvas.
    if (layout === undefined || layout.stride !== rect.width) return fromDrawing(frame);
    const data = room.subarray(layout.offset, layout.offset + rect.width * rect.height);
    return { data, width: rect.width, height: rect.height };
  }

  /** For frames that live on the graphics card (no format) or in formats of more than eight bits. */
  function fromDrawing(frame: VideoFrame): Grey {
    const { displayWidth: width, displayHeight: height } = frame;
    canvas ??= new OffscreenCanvas(width, height);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas to draw a frame on');
    context.drawImage(frame, 0, 0);
    return toGrey(context.getImageData(0, 0, width, height).data, width, height, false);
  }

  function toGrey(pixels: ArrayLike<number>, width: number, height: number, isBlueFirst: boolean): Grey {
    grey = atLeast(grey, width * height);
    const data = grey.subarray(0, width * height);
    fillGrey(data, pixels, isBlueFirst);
    return { data, width, height };
  }

  return { fromFrame, fromRgba: (pixels, width, height) => toGrey(pixels, width, height, false) };
}

type Rect = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** Where colour has half the resolution, a cut-out must begin and end on even pixels. */
function evenRect({ x, y, width, height }: Rect): Rect {
  return { x: x & ~1, y: y & ~1, width: width & ~1, height: height & ~1 };
}

/** ITU-R BT.601 weights, in 1/1024. */
function fillGrey(grey: Uint8Array, pixels: ArrayLike<number>, isBlueFirst: boolean): void {
  const [red, blue] = isBlueFirst ? [2, 0] : [0, 2];
  for (let at = 0, from = 0; at < grey.length; at += 1, from += 4) {
    const [r, g, b] = [pixels[from + red] ?? 0, pixels[from + 1] ?? 0, pixels[from + blue] ?? 0];
    grey[at] = (306 * r + 601 * g + 117 * b + 512) >> 10;
  }
}

function createRoom(): RoomFor {
  let room = new Uint8Array(0);
  return (size) => {
    room = atLeast(room, size);
    return room;
  };
}

function atLeast(buffer: Uint8Array<ArrayBuffer>, size: number): Uint8Array<ArrayBuffer> {
  return buffer.length >= size ? buffer : new Uint8Array(size);
}
