import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { isOtherMachine, readMachineMarks } from '../../../src-main/devices/machine-marks.ts';

function card(mac: string, internal = false): NetworkInterfaceInfo[] {
  return [{ address: '192.0.2.1', netmask: '255.255.255.0', family: 'IPv4', mac, internal, cidr: null }];
}

test('a machine is known by the own addresses of its network cards, not by made-up ones', () => {
  const marks = readMachineMarks('salt', {
    wired: card('00:1b:44:11:3a:b7'),
    wireless: card('3c:22:fb:9a:01:02'),
    loopback: card('00:00:00:00:00:00', true),
    container: card('02:42:ac:11:00:02'),
    hiding: card('da:a1:19:00:00:01'),
  });
  expect(marks).toHaveLength(2);
  expect(readMachineMarks('salt', { wired: card('00:1b:44:11:3a:b7') })).toEqual([
    expect.stringMatching(/^[0-9a-f]{16}$/),
  ]);
  expect(marks).toContain(readMachineMarks('salt', { other: card('00:1b:44:11:3a:b7') })[0]);
  expect(marks).not.toContain(readMachineMarks('pepper', { other: card('00:1b:44:11:3a:b7') })[0]);
});

test('another machine is one with no card of before; where nothing is known, nothing is concluded', () => {
  expect(isOtherMachine(['a', 'b'], ['c'])).toBe(true);
  expect(isOtherMachine(['a', 'b'], ['b', 'c'])).toBe(false);
  expect(isOtherMachine([], ['c'])).toBe(false);
  expect(isOtherMachine(['a'], [])).toBe(false);
});
