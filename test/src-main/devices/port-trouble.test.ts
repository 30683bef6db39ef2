import { expect, test } from 'vitest';
import { troubleOfOpening } from '../../../src-main/devices/port-trouble.ts';

test.each([
  ['Error: No such file or directory, cannot open /dev/ttyACM0', 'not-found'],
  ['Error: No such device or address, cannot open /dev/ttyUSB0', 'not-found'],
  ['Error: Permission denied, cannot open /dev/ttyACM0', 'no-permission'],
  ['Error Resource temporarily unavailable Cannot lock port', 'in-use'],
  ['Error: Device or resource busy, cannot open /dev/ttyS0', 'in-use'],
  ['Error: Input/output error, cannot open /dev/ttyUSB0', 'unplugged'],
  ['Opening COM3: File not found', 'not-found'],
  ['Opening COM3: Access denied', 'in-use'],
  ['Opening COM3: Unknown error code 433', 'other'],
])('"%s" means %s', (message, trouble) => {
  expect(troubleOfOpening(message)).toBe(trouble);
});
