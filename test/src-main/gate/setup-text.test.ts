import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { MAX_SETUP_QR_BYTES, SETUP_QR_PREFIX, setupFileOf } from '../../../src-main/contract/setup-file.ts';
import { fileTextOf, qrTextOf, readSetupText } from '../../../src-main/gate/setup-text.ts';

const DEFAULTS = defaultSettings();
/** As long as a public key, and as little to be shortened. */
const KEY = createHash('sha256').update('key').digest('base64url');
const name = fc.string({ minLength: 1, maxLength: 80, unit: fc.constantFrom(...'aăâbcdđeêghiklmnoôơ ạảấộ-0123') });

test('what goes out as a file or as a code comes back the same', () => {
  const gates = fc.record({
    venueName: name,
    days: fc.integer({ min: 1, max: 3_650 }),
    lanes: fc.array(name, { minLength: 1, maxLength: 16 }),
  });
  fc.assert(
    fc.property(gates, ({ venueName, days, lanes }) => {
      const file = setupFileOf(
        {
          ...DEFAULTS,
          venue: { ...DEFAULTS.venue, name: venueName },
          retention: { days, warnDays: 0 },
          lanes: lanes.map((lane, index) => ({ id: `lane-${index}`, name: lane, direction: 'in' })),
        },
        [],
        KEY,
      );
      expect(readSetupText(fileTextOf(file))).toEqual({ type: 'parsed', file });
      const qrText = qrTextOf(file);
      // Sixteen lanes with long names still fit one code.
      expect(qrText?.length).toBeLessThanOrEqual(MAX_SETUP_QR_BYTES);
      expect(readSetupText(` ${qrText}\r\n`)).toEqual({ type: 'parsed', file });
    }),
  );
});

test('settings that no code holds have none, and are a file all the same', () => {
  const ca = Array.from({ length: 80 }, (_, index) => createHash('sha256').update(`${index}`).digest('hex')).join('');
  const file = setupFileOf({ ...DEFAULTS, network: { ...DEFAULTS.network, ca } }, [], KEY);
  expect(qrTextOf(file)).toBeNull();
  expect(readSetupText(fileTextOf(file))).toEqual({ type: 'parsed', file });
});

test('a code that unpacks without end is stopped', () => {
  const bomb = deflateRawSync(Buffer.alloc(2_000_000, ' '), { level: 9 }).toString('base64url');
  expect(bomb.length).toBeLessThan(MAX_SETUP_QR_BYTES);
  expect(readSetupText(SETUP_QR_PREFIX + bomb)).toEqual({ type: 'refused', reason: 'too-large' });
});

test('a code longer than any code is not even unpacked', () => {
  expect(readSetupText(SETUP_QR_PREFIX.padEnd(MAX_SETUP_QR_BYTES + 1, 'A'))).toEqual({
    type: 'refused',
    reason: 'too-large',
  });
});

test('whatever a reader saw, the answer is a refusal and never a fall', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (body) => {
      expect(readSetupText(SETUP_QR_PREFIX + body).type).toBe('refused');
      expect(readSetupText(body).type).toBe('refused');
    }),
  );
});
