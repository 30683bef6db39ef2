/** May a webhook go to this address, or is it one of this house's own? */

import { BlockList, isIP } from 'node:net';

/** Where the world is; what else there is of IPv6 is somebody's own, or an IPv4 address in disguise. */
const WORLD_6 = listOf(['2000::/3']);
/** Of the world: tunnels that lead to IPv4 addresses, and what is set aside (RFC 6890, 9637). */
const NOT_WORLD_6 = listOf(['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);
/** This machine, private, shared, link-local (cloud metadata too), set aside, many at once (RFC 6890). */
const NOT_WORLD_4 = listOf([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

export type AddressRule = (address: string) => boolean;

/** `allowed`: networks (`10.1.2.0/24`) of the house that the operator opened. */
export function addressRule(allowed: readonly string[]): AddressRule {
  const opened = listOf(allowed);
  return (address) => {
    const family = isIP(address);
    if (family === 4) return opened.check(address, 'ipv4') || !NOT_WORLD_4.check(address, 'ipv4');
    if (family !== 6) return false;
    if (opened.check(address, 'ipv6')) return true;
    return WORLD_6.check(address, 'ipv6') && !NOT_WORLD_6.check(address, 'ipv6');
  };
}

/** Whether `text` is a network such as `10.1.2.0/24`, or one address. */
export function isNetwork(text: string): boolean {
  try {
    listOf([text]);
    return true;
  } catch {
    return false; // What BlockList does not take.
  }
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix, ...rest] = network.split('/');
    const family = isIP(address);
    const bits = family === 4 ? 32 : 128;
    if (family === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix)))
      throw new RangeError('no network');
    list.addSubnet(address, prefix === undefined ? bits : Number(prefix), family === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
