import {
  AssociateVPCWithHostedZoneCommand,
  DisassociateVPCFromHostedZoneCommand,
  ListHostedZonesByVPCCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { patiently, unless } from '../failures.ts';
import type { ClientOptions, Held, Pause, Properties, Setting } from '../setting.ts';
import { idOf, ofId, readZoneAndVpc, type ZoneAndVpc } from './zone-and-vpc.ts';

const GONE = ['VPCAssociationNotFound', 'NoSuchHostedZone', 'InvalidVPCId'];
/** Another change of the zone is under way, or its account's authorization is not seen yet. */
const BUSY = ['ConcurrentModification', 'NotAuthorizedException', 'PriorRequestNotComplete'];

/** Lets a VPC of this account see a private zone of another one, which has authorized that. */
export function zoneAssociation(options: ClientOptions, pause: Pause): Setting {
  const client = new Route53Client(options);

  /** By the VPC, as this account may not look at the zone. */
  async function isThere({ HostedZoneId, VPC }: ZoneAndVpc): Promise<boolean> {
    let NextToken: string | undefined;
    do {
      const command: ListHostedZonesByVPCCommand = new ListHostedZonesByVPCCommand({ ...VPC, NextToken });
      const page = await client.send(command);
      if (
        page.HostedZoneSummaries?.some(
          (zone) => zone.HostedZoneId?.replace('/hostedzone/', '') === HostedZoneId,
        )
      )
        return true;
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return false;
  }

  async function create(properties: Properties): Promise<Held> {
    const wanted = readZoneAndVpc(properties);
    const id = idOf(wanted);
    if (await isThere(wanted)) return { origin: 'adopted', id };
    await patiently(BUSY, pause, () => client.send(new AssociateVPCWithHostedZoneCommand(wanted)));
    return { origin: 'made', id };
  }

  return {
    create,
    update: async (properties, held): Promise<Held> => {
      const now = await create(properties);
      return now.id === held.id ? held : now;
    },
    remove: async (id): Promise<void> => {
      const remove = (): Promise<unknown> => client.send(new DisassociateVPCFromHostedZoneCommand(ofId(id)));
      await unless(GONE, patiently(BUSY, pause, remove));
    },
  };
}
