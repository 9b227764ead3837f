import { type Cidr, contains, overlaps, parseCidr } from '../cidr.ts';
import type { Draft } from '../draft.ts';
import { formatPath, type Path } from '../path.ts';
import type { Finding } from '../problem.ts';

/** Addresses that are nobody's on the internet: RFC 1918, and those for carriers of RFC 6598. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'];

interface Range {
  readonly path: Path;
  readonly text: string;
  /** Most addresses: the smallest number of fixed bits. A VPC has 16 or more, as AWS has it. */
  readonly widest: number;
  /** Fewest addresses: what still holds all subnets in three zones. */
  readonly narrowest: number;
}

/** Ranges of VPCs and of VPN clients: valid, private, of a size that fits, and none within another. */
export function checkRanges(draft: Draft): readonly Finding[] {
  const ranges = rangesOf(draft);
  const findings: Finding[] = [];
  const valid: { readonly path: Path; readonly cidr: Cidr }[] = [];
  for (const range of ranges) {
    const cidr = parseCidr(range.text);
    const finding = cidr === undefined ? notARange(range) : problemOf(range, cidr);
    if (finding !== undefined) findings.push(finding);
    else if (cidr !== undefined) valid.push({ path: range.path, cidr });
  }
  for (const [index, { path, cidr }] of valid.entries()) {
    const other = valid.slice(0, index).find((each) => overlaps(each.cidr, cidr));
    if (other === undefined) continue;
    const message = `${cidr.text} overlaps with ${other.cidr.text} of ${formatPath(other.path)}`;
    findings.push({
      code: 'CIDR_OVERLAP',
      path,
      message,
      cure: 'take a range that no other VPC and no client of the VPN has',
    });
  }
  return findings;
}

function rangesOf({ management, environments }: Draft): readonly Range[] {
  const ranges: Range[] = environments.map(({ environment, path }) => {
    return { path: [...path, 'vpc', 'cidr'], text: environment.vpc.cidr, widest: 16, narrowest: 20 };
  });
  ranges.unshift({
    path: ['management', 'vpc', 'cidr'],
    text: management.vpc.cidr,
    widest: 16,
    narrowest: 24,
  });
  const { access } = management;
  if (access.type === 'openvpn')
    ranges.push({
      path: ['management', 'access', 'clients'],
      text: access.clients,
      widest: 8,
      narrowest: 28,
    });
  return ranges;
}

function notARange({ path, text }: Range): Finding {
  return {
    code: 'CIDR_INVALID',
    path,
    message: `${text} is no range of IPv4 addresses`,
    cure: 'write one such as 10.1.0.0/16',
  };
}

function problemOf({ path, widest, narrowest }: Range, cidr: Cidr): Finding | undefined {
  const { text, network, prefix } = cidr;
  if (prefix < widest || prefix > narrowest)
    return { code: 'CIDR_SIZE', path, message: `${text} is not of a size from /${widest} to /${narrowest}` };
  if (text !== network)
    return {
      code: 'CIDR_INVALID',
      path,
      message: `${text} does not begin where its range does`,
      cure: `write ${network}`,
    };
  if (PRIVATE.map(parseCidr).some((each) => each !== undefined && contains(each, cidr))) return undefined;
  return {
    code: 'CIDR_PUBLIC',
    path,
    message: `${text} is not private`,
    cure: `take a range in ${PRIVATE.join(', ')}`,
  };
}
