import { counted, spanText } from '@kmscrypt/lambda';
import { section } from '@kmscrypt/lambda/operator';
import { hostName } from '../words/host-name.ts';
import type { GroupOutlook } from './group-outlook.ts';
import { groupLines } from './group-plan-text.ts';
import type { HostOutlook, KnownPackages, LeftOut, PlannedHost } from './host-outlook-types.ts';
import { heldText, nowLines } from './now-lines.ts';
import { localText } from './openings.ts';
import { STEP_MINUTES } from './rehearsed-host.ts';

/** What a run would do with a fleet, for people: parts with an empty line between them. */
export function planSections(outlook: HostOutlook | GroupOutlook): readonly (readonly string[])[] {
  return outlook.kind === 'hosts' ? hostSections(outlook) : [groupLines(outlook)];
}

function hostSections(outlook: HostOutlook): readonly (readonly string[])[] {
  const { fleet, mode, standing, order, leftOut, ends, release, at } = outlook;
  const { size, serving, floor } = standing;
  const zone = zoneOf(outlook);
  const unknown = order.filter(({ known }) => known === undefined).length;
  return [
    [
      `${fleet} (${mode}): ${counted(size, 'host')}, ${serving} in service, never fewer than ${floor}`,
      ...nowLines(outlook),
      ...(order.length === 0 ? ['no host would be begun with'] : []),
      ...(release === undefined ? [] : [`hosts are brought to: ${release}`]),
      ...(ends === undefined || order.length === 0
        ? []
        : [
            `it would end about ${localText({ at: ends, timezone: zone })}, with ${STEP_MINUTES.patch} minutes for packages of a host`,
          ]),
      ...(unknown === 0
        ? []
        : [`what there is to update on ${counted(unknown, 'host')} is known once the run has asked`]),
    ],
    section(
      'in this order, if every step goes well',
      order.map((host, place) => plannedLines(host, { place: place + 1, zone, at })),
    ),
    leftOutLines(leftOut),
  ];
}

interface PlannedContext {
  readonly place: number;
  readonly zone: string;
  /** Now, in milliseconds since the epoch. */
  readonly at: number;
}

function plannedLines(host: PlannedHost, { place, zone, at }: PlannedContext): readonly string[] {
  const { isCanary, updated, known } = host;
  const facts = [
    ...(updated === undefined ? [] : [`updated ${spanText(at - updated)} ago`]),
    ...(known === undefined ? [] : [knownText(known)]),
  ];
  return [
    `${place}. ${localText({ at: host.at, timezone: zone })}: ${hostName(host)}, ${host.zone}${isCanary ? ', a canary' : ''}`,
    ...(facts.length === 0 ? [] : [`   ${facts.join('; ')}`]),
  ];
}

function knownText({ updates, security, packages }: KnownPackages): string {
  if (updates === 0) return 'nothing was pending when it was last asked';
  const ofSecurity = security < 0 ? '' : `, ${security} of security`;
  const names = packages.length === 0 ? '' : `: ${packages.join(', ')}`;
  return `${counted(updates, 'update')}${ofSecurity} when it was last asked${names}`;
}

/** Those with the same reason stand together. */
function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  const alike = Map.groupBy(leftOut, ({ why }) => heldText(why));
  return section(
    'left out',
    [...alike].map(([why, hosts]) => [`${namesOf(hosts)}: ${why}`]),
  );
}

/** How many of those with one reason are named. */
const NAMED = 10;

function namesOf(hosts: readonly LeftOut[]): string {
  const names = hosts.slice(0, NAMED).map((host) => `${hostName(host)} (${host.zone})`);
  const more = hosts.length - NAMED;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function zoneOf({ opens, open }: HostOutlook): string {
  return (open ?? opens)?.timezone ?? 'UTC';
}
