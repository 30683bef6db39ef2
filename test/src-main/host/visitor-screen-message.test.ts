import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src-main/contract/settings.ts';
import { parseVisitorScreen, visitorScreenMessage } from '../../../src-main/host/visitor-screen-message.ts';

test('what the settings want arrives at the shell, and a lane that is no more is nobody’s', () => {
  const { lanes } = defaultSettings();
  const heard = (isOn: boolean, laneId: string | null) =>
    parseVisitorScreen(visitorScreenMessage({ visitorScreen: { isOn, laneId }, lanes }));
  expect(heard(false, null)).toEqual({ isOn: false });
  expect(heard(true, null)).toEqual({ isOn: true, laneId: null });
  expect(heard(true, 'lane-1')).toEqual({ isOn: true, laneId: 'lane-1' });
  expect(heard(true, 'lane-9')).toEqual({ isOn: true, laneId: null });
});

test.each([
  null,
  {},
  { type: 'ready' },
  { type: 'visitor-screen' },
  { type: 'visitor-screen', screen: { isOn: 'yes' } },
  { type: 'visitor-screen', screen: { isOn: true } },
  { type: 'visitor-screen', screen: { isOn: true, laneId: 'a&face=guard' } },
])('%o is nothing of the kind', (raw) => {
  expect(parseVisitorScreen(raw)).toBeNull();
});
