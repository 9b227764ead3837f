import type { Draft } from '../draft.ts';
import { nearest } from '../nearest.ts';
import type { Path } from '../path.ts';
import type { Finding } from '../problem.ts';
import { knownZones, REGION_NAMES, zoneCount, zonesOf } from '../regions.ts';

/** Partitions without us-east-1, where CloudFront's certificates and the alarms of Route 53 have to be. */
const OTHER_PARTITIONS = /^(?:cn|us-gov|us-iso\w?|eu-isoe|eusc)-/;

/** The region, its zones, and as many of them as each VPC wants. */
export function checkZones(draft: Draft): readonly Finding[] {
  const { region, zones, isStandIn } = draft;
  if (OTHER_PARTITIONS.test(region)) {
    const message = `${region} is of another partition, which has no us-east-1 for CloudFront`;
    return [
      { code: 'REGION_UNSUPPORTED', path: ['region'], message, cure: 'take a region of the partition aws' },
    ];
  }
  // Zones that may have been meant are not counted.
  if (isStandIn(['zones'])) return [];
  if (knownZones(region) === undefined && zones === undefined) return [unknownRegion(region)];
  const named = namedZones(draft, zones ?? []);
  // One wrong text may have been meant to be several zones.
  if (zones?.some((_, index) => isStandIn(['zones', index]))) return named;
  return [...named, ...numbersOfZones(draft, zonesOf({ region, zones }).length)];
}

function unknownRegion(region: string): Finding {
  const meant = nearest(region, REGION_NAMES);
  const cure =
    meant === undefined
      ? `name its zones: zones: [${region}a, ${region}b, ${region}c]`
      : `did you mean ${meant}?`;
  return {
    code: 'REGION_UNKNOWN',
    path: ['region'],
    message: `${region} is a region whose zones are not known here`,
    cure,
  };
}

function namedZones({ region, isStandIn }: Draft, zones: readonly string[]): readonly Finding[] {
  const known = knownZones(region);
  const findings = zones.flatMap((zone, index): Finding[] => {
    const path = ['zones', index];
    if (zones.indexOf(zone) !== index) return [{ code: 'ZONE_TWICE', path, message: `${zone} stands twice` }];
    if (isStandIn(['region'])) return [];
    if (zone.startsWith(region) && (known === undefined || known.includes(zone))) return [];
    const cure = known === undefined ? undefined : `take of ${known.join(', ')}`;
    return [{ code: 'ZONE_UNKNOWN', path, message: `${zone} is no zone of ${region}`, cure }];
  });
  const most = zoneCount(region);
  if (findings.length > 0 || most === undefined || zones.length <= most) return findings;
  const message = `${region} gives an account ${most} zones, not ${zones.length}`;
  return [
    {
      code: 'ZONES_TOO_MANY',
      path: ['zones'],
      message,
      cure: 'aws ec2 describe-availability-zones tells yours',
    },
  ];
}

function numbersOfZones({ region, management, environments }: Draft, available: number): readonly Finding[] {
  const vpcs: readonly { readonly path: Path; readonly zones: number }[] = [
    { path: ['management'], zones: management.vpc.zones },
    ...environments.map(({ environment, path }) => ({ path, zones: environment.vpc.zones })),
  ];
  return vpcs
    .filter(({ zones }) => zones > available)
    .map(({ path, zones }) => ({
      code: 'ZONES_TOO_FEW',
      path: [...path, 'vpc', 'zones'],
      message: `the VPC is to have ${zones} zones, but there are ${available} of ${region}`,
      cure: `write zones: ${available}, or name more under zones`,
    }));
}
