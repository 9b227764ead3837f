import {
  AssociateVPCWithHostedZoneCommand,
  DisassociateVPCFromHostedZoneCommand,
  ListHostedZonesByVPCCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import type { ClientOptions, Pause, Setting } from '../setting.ts';
import { zoneSetting } from './zone-setting.ts';

/** Lets a VPC of this account see a private zone of another one, which has authorized that. */
export function zoneAssociation(options: ClientOptions, pause: Pause): Setting {
  const client = new Route53Client(options);
  return zoneSetting(
    {
      // By the VPC, as this account may not look at the zone.
      look: async ({ HostedZoneId, VPC }, NextToken) => {
        const page = await client.send(new ListHostedZonesByVPCCommand({ ...VPC, NextToken }));
        const ids = page.HostedZoneSummaries?.map((zone) => zone.HostedZoneId?.replace('/hostedzone/', ''));
        return { isThere: ids?.includes(HostedZoneId) ?? false, next: page.NextToken };
      },
      add: (wanted) => client.send(new AssociateVPCWithHostedZoneCommand(wanted)),
      take: (wanted) => client.send(new DisassociateVPCFromHostedZoneCommand(wanted)),
      gone: ['VPCAssociationNotFound', 'NoSuchHostedZone', 'InvalidVPCId'],
      // Another change of the zone is under way, or its account's authorization is not seen yet.
      busy: ['ConcurrentModification', 'NotAuthorizedException', 'PriorRequestNotComplete'],
    },
    pause,
  );
}
