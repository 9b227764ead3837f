import {
  CreateVPCAssociationAuthorizationCommand,
  DeleteVPCAssociationAuthorizationCommand,
  ListVPCAssociationAuthorizationsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { patiently, unless } from '../failures.ts';
import type { ClientOptions, Held, Pause, Properties, Setting } from '../setting.ts';
import { idOf, ofId, readZoneAndVpc, type ZoneAndVpc } from './zone-and-vpc.ts';

const GONE = ['VPCAssociationAuthorizationNotFound', 'NoSuchHostedZone', 'InvalidVPCId'];
/** Another change of the zone is under way. */
const BUSY = ['ConcurrentModification', 'PriorRequestNotComplete'];

/** Lets another account associate its VPC with a private zone of this one; an association outlives its authorization. */
export function zoneAuthorization(options: ClientOptions, pause: Pause): Setting {
  const client = new Route53Client(options);

  async function isThere({ HostedZoneId, VPC }: ZoneAndVpc): Promise<boolean> {
    let NextToken: string | undefined;
    do {
      const command: ListVPCAssociationAuthorizationsCommand = new ListVPCAssociationAuthorizationsCommand({
        HostedZoneId,
        NextToken,
      });
      const page = await client.send(command);
      if (page.VPCs?.some(({ VPCId }) => VPCId === VPC.VPCId)) return true;
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return false;
  }

  async function create(properties: Properties): Promise<Held> {
    const wanted = readZoneAndVpc(properties);
    const id = idOf(wanted);
    if (await isThere(wanted)) return { origin: 'adopted', id };
    await patiently(BUSY, pause, () => client.send(new CreateVPCAssociationAuthorizationCommand(wanted)));
    return { origin: 'made', id };
  }

  return {
    create,
    update: async (properties, held): Promise<Held> => {
      const now = await create(properties);
      return now.id === held.id ? held : now;
    },
    remove: async (id): Promise<void> => {
      const remove = (): Promise<unknown> =>
        client.send(new DeleteVPCAssociationAuthorizationCommand(ofId(id)));
      await unless(GONE, patiently(BUSY, pause, remove));
    },
  };
}
