import type { Draft, PlacedEnvironment } from '../draft.ts';
import { isWithin } from '../domains.ts';
import { formatPath, type Path } from '../path.ts';
import type { Finding } from '../problem.ts';

interface Host {
  readonly host: string;
  readonly path: Path;
}

/**
 * Names that sites are served under: in the environment's domain, under its certificate (DOMAIN and *.DOMAIN), and each but once. A
 * name of CloudFront is unique on earth.
 */
export function checkSiteDomains({ environments }: Draft): readonly Finding[] {
  const domains = environments.flatMap(({ environment }) => environment.domain ?? []);
  const first = new Map<string, Path>();
  return environments.flatMap((placed) => {
    const { domain, sites } = placed.environment;
    if (sites.length > 0 && domain === undefined) return [withoutDomain(placed)];
    return hostsOf(placed).flatMap(({ host, path }): Finding[] => {
      const other = first.get(host);
      if (other !== undefined)
        return [{ code: 'DOMAIN_TAKEN', path, message: `${host} is also ${formatPath(other)}` }];
      first.set(host, path);
      const finding = domain === undefined ? undefined : misplaced({ host, path, domain, domains });
      return finding === undefined ? [] : [finding];
    });
  });
}

function withoutDomain({ environment, path }: PlacedEnvironment): Finding {
  const cure = 'give the environment a domain, such as stage.example.com';
  return {
    code: 'DOMAIN_MISSING',
    path: [...path, 'domain'],
    message: `is missing: ${environment.name} has sites`,
    cure,
  };
}

function hostsOf({ environment, path }: PlacedEnvironment): readonly Host[] {
  return environment.sites.flatMap(({ domain, aliases }, index) => {
    const site = [...path, 'sites', index];
    const others = aliases.map((host, at) => ({ host, path: [...site, 'aliases', at] }));
    return [{ host: domain, path: [...site, 'domain'] }, ...others];
  });
}

interface Misplaced extends Host {
  readonly domain: string;
  /** Of all environments. */
  readonly domains: readonly string[];
}

function misplaced({ host, path, domain, domains }: Misplaced): Finding | undefined {
  if (!isWithin(host, domain))
    return {
      code: 'DOMAIN_OUTSIDE',
      path,
      message: `${host} is not in ${domain}`,
      cure: `take ${domain} or a name below it`,
    };
  const closer = domains.find((each) => each !== domain && isWithin(each, domain) && isWithin(host, each));
  if (closer !== undefined)
    return {
      code: 'DOMAIN_TAKEN',
      path,
      message: `${host} is in ${closer}, the domain of another environment`,
    };
  if (host === domain || host.split('.').length === domain.split('.').length + 1) return undefined;
  const cure = `take one label below ${domain}, such as ${host.split('.')[0]}.${domain}`;
  return {
    code: 'DOMAIN_TOO_DEEP',
    path,
    message: `${host} is not covered by the certificate of *.${domain}`,
    cure,
  };
}
