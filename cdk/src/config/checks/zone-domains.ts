import type { Draft } from '../draft.ts';
import { isWithin } from '../domains.ts';
import { formatPath, type Path } from '../path.ts';
import type { Finding } from '../problem.ts';

/**
 * Domains that resolve to AWS itself in a VPC; a private zone would hide that:
 * https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
 */
const OF_AWS = ['ec2.internal', 'compute.internal', 'amazonaws.com'];

/** Domains of environments: public and private ones, each but once, and no private one that hides a public one. */
export function checkZoneDomains({ environments, isStandIn }: Draft): readonly Finding[] {
  const all = environments.flatMap(({ environment, path }) => {
    const { domain, privateDomain, name } = environment;
    const closed = { domain: privateDomain ?? `${name}.internal`, isPrivate: true };
    const key = privateDomain === undefined ? 'name' : 'privateDomain';
    const open = domain === undefined ? [] : [{ domain, isPrivate: false, path: [...path, 'domain'] }];
    if (isStandIn([...path, 'privateDomain'])) return open;
    return [...open, { ...closed, path: [...path, key] }];
  });
  const open = all.filter(({ isPrivate }) => !isPrivate);
  const first = new Map<string, Path>();
  return all.flatMap(({ domain, isPrivate, path }): Finding[] => {
    const other = first.get(domain);
    first.set(domain, other ?? path);
    // Names that are the same are told as such.
    if (other !== undefined && path.at(-1) === 'name' && other.at(-1) === 'name') return [];
    if (other !== undefined)
      return [
        {
          code: 'DOMAIN_TAKEN',
          path,
          message: `${domain} is also ${formatPath(other)}`,
          cure: 'take another domain',
        },
      ];
    const ofAws = isPrivate && OF_AWS.find((each) => isWithin(domain, each));
    if (ofAws)
      return [
        {
          code: 'DOMAIN_RESERVED',
          path,
          message: `${domain} is AWS's own in a VPC`,
          cure: 'name another privateDomain',
        },
      ];
    const hidden = isPrivate
      ? open.find((each) => each.domain !== domain && isWithin(each.domain, domain))
      : undefined;
    if (hidden === undefined) return [];
    const message = `${domain} hides ${hidden.domain} of ${formatPath(hidden.path)} in VPCs`;
    return [
      { code: 'DOMAIN_SHADOWED', path, message, cure: 'take a private domain that is above no public one' },
    ];
  });
}
