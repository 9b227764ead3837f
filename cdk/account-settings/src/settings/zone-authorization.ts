import {
  CreateVPCAssociationAuthorizationCommand,
  DeleteVPCAssociationAuthorizationCommand,
  ListVPCAssociationAuthorizationsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import type { ClientOptions, Pause, Setting } from '../setting.ts';
import { zoneSetting } from './zone-setting.ts';

/** Lets another account associate its VPC with a private zone of this one; an association outlives its authorization. */
export function zoneAuthorization(options: ClientOptions, pause: Pause): Setting {
  const client = new Route53Client(options);
  return zoneSetting(
    {
      look: async ({ HostedZoneId, VPC }, NextToken) => {
        const page = await client.send(
          new ListVPCAssociationAuthorizationsCommand({ HostedZoneId, NextToken }),
        );
        const isThere = page.VPCs?.some(({ VPCId }) => VPCId === VPC.VPCId) ?? false;
        return { isThere, next: page.NextToken };
      },
      add: (wanted) => client.send(new CreateVPCAssociationAuthorizationCommand(wanted)),
      take: (wanted) => client.send(new DeleteVPCAssociationAuthorizationCommand(wanted)),
      gone: ['VPCAssociationAuthorizationNotFound', 'NoSuchHostedZone', 'InvalidVPCId'],
      // Another change of the zone is under way.
      busy: ['ConcurrentModification', 'PriorRequestNotComplete'],
    },
    pause,
  );
}
