import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { KMSClient } from '@aws-sdk/client-kms';
import { Route53Client } from '@aws-sdk/client-route-53';
import { STSClient } from '@aws-sdk/client-sts';
import { type Clients, clientsAt } from '../lambda-clients.ts';

/** What the harness deploys with, and looks at what came of it. */
export interface AccountClients extends Clients {
  readonly cloudformation: CloudFormationClient;
  readonly ec2: EC2Client;
  readonly kms: KMSClient;
  readonly route53: Route53Client;
  readonly sts: STSClient;
}

export type Place = Pick<Clients, 'region' | 'account'>;

/** Clients of an account's root user: the emulator takes twelve digits for its access key. */
export function accountClientsAt(endpoint: string, place: Place): AccountClients {
  const credentials = { accessKeyId: place.account, secretAccessKey: 'test' };
  const options = { endpoint, region: place.region, credentials };
  return {
    ...clientsAt(endpoint, place),
    cloudformation: new CloudFormationClient(options),
    ec2: new EC2Client(options),
    kms: new KMSClient(options),
    route53: new Route53Client(options),
    sts: new STSClient(options),
  };
}

/** Remembers the clients of each account and region. */
export function clientsOf(endpoint: string): (place: Place) => AccountClients {
  const known = new Map<string, AccountClients>();
  return (place) => {
    const id = `${place.account} ${place.region}`;
    const clients = known.get(id) ?? accountClientsAt(endpoint, place);
    known.set(id, clients);
    return clients;
  };
}
