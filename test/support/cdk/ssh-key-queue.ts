import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { roleName } from '../../../cdk/src/accounts/roles.ts';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from './accounts.ts';
import { actingAs } from './acting-as.ts';
import type { Deployment } from './deployment.ts';
import { credentialsOf, type Keys } from './sessions.ts';

/** Who may send messages: a session of the administrators' role. */
export async function operatorOf({ clients, config }: Deployment): Promise<Keys> {
  return actingAs(clients(placeOf(config, 'security')), roleName('full'));
}

/** Sends the Lambda a message, as an operator does. */
export async function sendToSync(
  { clients, config, endpoint }: Deployment,
  keys: Keys,
  message: object,
): Promise<void> {
  const security = clients(placeOf(config, 'security'));
  const { QueueUrl } = await security.sqs.send(
    new GetQueueUrlCommand({ QueueName: namesOf(config).sshKeys }),
  );
  const sqs = new SQSClient({ endpoint, region: config.region, credentials: credentialsOf(keys) });
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(message) }));
}

/** Looks at the hosts, and at what is due. */
export const TICK = { kind: 'kmscrypt.ssh-keys.tick' } as const;
/** Reads all of IAM. */
export const READ = { kind: 'kmscrypt.ssh-keys.read' } as const;
