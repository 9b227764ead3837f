import { BlockList, isIP } from 'node:net';
import { ipv4Within } from './ipv4-within.ts';

/**
 * - `public`: anybody's;
 * - `private`: of a network of one's own, or of this machine;
 * - `closed`: nothing that takes messages is there: link-local addresses (with AWS' metadata), multicast, documentation, what is no address.
 */
export type AddressKind = 'public' | 'private' | 'closed';

/** By IANA's registries of special-purpose addresses (RFC 6890). */
const PRIVATE = blockListOf([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::1/128',
  'fc00::/7',
]);
const CLOSED = blockListOf([
  '0.0.0.0/8',
  '169.254.0.0/16',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Of AWS, for metadata, DNS and time; within fc00::/7.
  'fd00:ec2::/32',
]);
/** Of what is `2000::/3`, the only global unicast addresses that are given out. */
const CLOSED_GLOBAL = blockListOf(['2001::/23', '2001:db8::/32', '3fff::/20']);
const GLOBAL = blockListOf(['2000::/3']);

/** What kind of address it is; IPv4 within IPv6 (mapped, NAT64, 6to4) is judged as the IPv4 that it is. */
export function addressKind(address: string): AddressKind {
  const version = isIP(address);
  if (version === 0) return 'closed';
  if (version === 4) return kindOf(address, 'ipv4');
  const within = ipv4Within(address);
  if (within !== undefined) return kindOf(within, 'ipv4');
  const kind = kindOf(address, 'ipv6');
  if (kind !== 'public') return kind;
  return GLOBAL.check(address, 'ipv6') && !CLOSED_GLOBAL.check(address, 'ipv6') ? 'public' : 'closed';
}

function kindOf(address: string, family: 'ipv4' | 'ipv6'): AddressKind {
  if (CLOSED.check(address, family)) return 'closed';
  return PRIVATE.check(address, family) ? 'private' : 'public';
}

function blockListOf(subnets: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/');
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4');
  }
  return list;
}
