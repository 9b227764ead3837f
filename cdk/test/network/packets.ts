import { parseRange } from '../../src/network/ipv4-range.ts';

/** An entry of a network ACL as a template has it. */
export interface Entry {
  readonly egress: boolean;
  readonly number: number;
  readonly action: string;
  readonly cidr: string;
  /** IANA's, -1 for all. */
  readonly protocol: number;
  readonly ports?: { readonly from: number; readonly to: number } | undefined;
}

/** A packet of TCP, as a subnet's ACL sees it. */
export interface Packet {
  readonly egress: boolean;
  /** The other side's address. */
  readonly address: string;
  /** Where it goes to. */
  readonly port: number;
}

export interface Route {
  readonly cidr: string;
  readonly target: 'local' | 'internet' | 'nat' | 'peering';
}

export interface Subnet {
  readonly cidr: string;
  readonly tier: string;
  readonly entries: readonly Entry[];
  readonly routes: readonly Route[];
}

/** Whether `address` is in `cidr`. */
export function contains(cidr: string, address: string): boolean {
  const { first, bits } = parseRange(cidr);
  const size = 2 ** (32 - bits);
  return Math.floor(parseRange(`${address}/32`).first / size) === first / size;
}

/** What an ACL says: the first entry that matches, in the order of numbers, else no. */
export function passes(entries: readonly Entry[], { egress, address, port }: Packet): boolean {
  const first = entries
    .filter((entry) => entry.egress === egress && contains(entry.cidr, address))
    .filter(
      ({ protocol, ports }) =>
        protocol === -1 || (protocol === 6 && ports !== undefined && ports.from <= port && port <= ports.to),
    )
    .toSorted((a, b) => a.number - b.number)[0];
  return first?.action === 'allow';
}

/** Ports of clients: the lowest and highest that NAT gateways and balancers take, and one of Linux. */
const CLIENT_PORTS = [1024, 40_000, 65_535] as const;

export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/**
 * What becomes of a TCP connection: both ends need a route to each other, and the ACLs of both have to let the packets and their
 * answers through. An address in no subnet is the internet's.
 */
export function connect(
  subnets: readonly Subnet[],
  { from, to, port }: Connection,
): 'open' | 'no route' | 'refused' {
  const [near, far] = [from, to].map((address) => subnets.find(({ cidr }) => contains(cidr, address)));
  if (
    near !== undefined &&
    !['local', 'peering', ...(far === undefined ? ['nat', 'internet'] : [])].includes(targetOf(near, to))
  )
    return 'no route';
  if (
    far !== undefined &&
    !['local', 'peering', ...(near === undefined ? ['internet'] : [])].includes(targetOf(far, from))
  )
    return 'no route';
  const isOpen = CLIENT_PORTS.every(
    (answer) =>
      (near === undefined ||
        (passes(near.entries, { egress: true, address: to, port }) &&
          passes(near.entries, { egress: false, address: to, port: answer }))) &&
      (far === undefined ||
        (passes(far.entries, { egress: false, address: from, port }) &&
          passes(far.entries, { egress: true, address: from, port: answer }))),
  );
  return isOpen ? 'open' : 'refused';
}

/** Of the longest prefix that the address is in. */
function targetOf({ routes }: Subnet, address: string): string {
  const matching = routes.filter(({ cidr }) => contains(cidr, address));
  return (
    matching.toSorted((a, b) => parseRange(b.cidr).bits - parseRange(a.cidr).bits)[0]?.target ?? 'nowhere'
  );
}
