import type { Session } from 'electron';
import { expect, test, vi } from 'vitest';
import { allowCameraAndCopy } from '../../../src-main/electron/permissions.ts';

type Details = Record<string, unknown>;

function restricted() {
  const session = {
    setPermissionRequestHandler: vi.fn(),
    setPermissionCheckHandler: vi.fn(),
    setDevicePermissionHandler: vi.fn(),
  };
  allowCameraAndCopy(session as unknown as Session);
  const request = session.setPermissionRequestHandler.mock.calls[0]?.[0];
  const check = session.setPermissionCheckHandler.mock.calls[0]?.[0];
  const device = session.setDevicePermissionHandler.mock.calls[0]?.[0];
  return {
    device,
    requested: (permission: string, details: Details): boolean => {
      const answer = vi.fn();
      request(null, permission, answer, { isMainFrame: true, requestingUrl: 'app://gate/', ...details });
      return answer.mock.calls[0]?.[0];
    },
    checked: (permission: string, origin: string, details: Details): boolean =>
      check(null, permission, origin, { isMainFrame: true, ...details }),
  };
}

test('our own page may have the picture of a camera', () => {
  const { requested, checked } = restricted();
  expect(requested('media', { mediaTypes: ['video'] })).toBe(true);
  expect(checked('media', 'app://gate/', { mediaType: 'video' })).toBe(true);
});

test('our own page may put text on the clipboard, and may never read it', () => {
  const { requested, checked } = restricted();
  expect(requested('clipboard-sanitized-write', {})).toBe(true);
  expect(checked('clipboard-sanitized-write', 'app://gate/', {})).toBe(true);
  expect(requested('clipboard-sanitized-write', { isMainFrame: false })).toBe(false);
  expect(requested('clipboard-sanitized-write', { requestingUrl: 'https://example.com/' })).toBe(false);
  expect(requested('clipboard-read', {})).toBe(false);
  expect(checked('clipboard-read', 'app://gate/', {})).toBe(false);
});

test('sound, both together, a medium without a name, a frame within the page, and a strange origin are refused', () => {
  const { requested, checked } = restricted();
  expect(requested('media', { mediaTypes: ['audio'] })).toBe(false);
  expect(requested('media', { mediaTypes: ['video', 'audio'] })).toBe(false);
  expect(requested('media', { mediaTypes: [] })).toBe(false);
  expect(requested('media', {})).toBe(false);
  expect(requested('media', { mediaTypes: ['video'], isMainFrame: false })).toBe(false);
  expect(requested('media', { mediaTypes: ['video'], requestingUrl: 'https://gate/' })).toBe(false);
  expect(checked('media', 'app://gate/', { mediaType: 'audio' })).toBe(false);
  expect(checked('media', 'app://gate/', { mediaType: 'unknown' })).toBe(false);
  expect(checked('media', 'https://gate/', { mediaType: 'video' })).toBe(false);
});

test.each([
  'geolocation',
  'notifications',
  'midi',
  'fullscreen',
  'clipboard-read',
  'serial',
  'openExternal',
  'unknown',
])('%s is refused', (permission) => {
  const { requested, checked } = restricted();
  expect(requested(permission, { mediaTypes: ['video'] })).toBe(false);
  expect(checked(permission, 'app://gate/', { mediaType: 'video' })).toBe(false);
});

test('no device of the machine is given to the page', () => {
  expect(restricted().device({ deviceType: 'serial', origin: 'app://gate' })).toBe(false);
});
