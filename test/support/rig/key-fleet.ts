import {
  AddUserToGroupCommand,
  CreateGroupCommand,
  CreateUserCommand,
  IAMClient,
  UpdateSSHPublicKeyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  CreateDocumentCommand,
  ListCommandsCommand,
  PutParameterCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Invocation, invokeLambda } from '../lambda-invoke.ts';
import { DOCUMENT, runDocument } from './agent.ts';
import { expectStatus, GROUP, type KeyHost } from './key-host.ts';
import type { SshKey } from './ssh-key.ts';

/** A host as the Lambda knows it: its group, its document, users in IAM; and the agent that runs what hosts are told. */
export interface KeyFleet {
  /** Of the Lambda and its operators. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes a user, in a group. @returns the UserId */
  readonly addUser: (name: string, group: 'ssh-users' | 'ssh-sudo-users') => Promise<string>;
  /** Uploads a key to IAM. @returns its id */
  readonly upload: (name: string, key: SshKey) => Promise<string>;
  /** Puts a key into the tree of parameters. */
  readonly putParameter: (userId: string, key: SshKey) => Promise<void>;
  /** Deactivates a key. @returns the event that CloudTrail would make of it */
  readonly deactivate: (name: string, keyId: string) => Promise<object>;
  /** Gives the Lambda a message by its queue, and has the agent run what the host is told then. */
  readonly send: (message: object, more?: Readonly<Record<string, string>>) => Promise<Invocation>;
}

/** The message of the schedule. */
export const TICK = { kind: 'kmscrypt.ssh-keys.tick' };

const ACCOUNT = '123456789012';
const DOCUMENT_NAME = 'kmscrypt-ssh-keys';
const TREE = '/ssh-keys';

export interface KeyFleetOptions {
  /** Of its config, besides bucket and hosts. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/** Makes all that there is in AWS, in an emulator. Names of users are the machine's: each has to be new to the emulator. */
export async function makeKeyFleet(
  here: Pick<KeyHost, 'host' | 'env' | 'bucket'>,
  { config = {} }: KeyFleetOptions = {},
): Promise<KeyFleet> {
  const { endpoint, region, name: bucket } = here.bucket;
  const credentials = { accessKeyId: 'example', secretAccessKey: 'example' };
  const client = { endpoint, region, credentials };
  const iam = new IAMClient(client);
  const ssm = new SSMClient(client);
  const fleet = randomUUID().slice(0, 8);
  const groups = { 'ssh-users': `ssh-users-${fleet}`, 'ssh-sudo-users': `ssh-sudo-users-${fleet}` };
  for (const GroupName of Object.values(groups)) await iam.send(new CreateGroupCommand({ GroupName }));
  await ssm.send(
    new CreateDocumentCommand({
      Name: `${DOCUMENT_NAME}-${fleet}`,
      DocumentType: 'Command',
      Content: readFileSync(DOCUMENT, 'utf8'),
    }),
  );
  const tags = [{ Key: 'fleet', Value: fleet }];
  await new EC2Client(client).send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
    }),
  );
  const env = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    KMSCRYPT_CONFIG: JSON.stringify({
      bucket,
      parameters: `${TREE}-${fleet}`,
      hosts: {
        [GROUP]: {
          tags: { fleet },
          login: [groups['ssh-users']],
          sudo: [groups['ssh-sudo-users']],
          document: `${DOCUMENT_NAME}-${fleet}`,
        },
      },
      ...config,
    }),
  };

  const told = new Set<string>();
  const runNewCommands = async (): Promise<void> => {
    const { Commands: commands = [] } = await ssm.send(new ListCommandsCommand({}));
    for (const { CommandId: id = '', DocumentName: document, Parameters: given = {} } of commands) {
      if (document !== `${DOCUMENT_NAME}-${fleet}` || told.has(id)) continue;
      told.add(id);
      const values = Object.entries(given).map(([name, [value = '']]) => [name, value] as const);
      await expectStatus(runDocument(here, Object.fromEntries(values)));
    }
  };

  return {
    env,
    addUser: async (name, group) => {
      const { User: user } = await iam.send(new CreateUserCommand({ UserName: name }));
      await iam.send(new AddUserToGroupCommand({ UserName: name, GroupName: groups[group] }));
      return user?.UserId ?? '';
    },
    upload: async (name, { body }) => {
      const command = new UploadSSHPublicKeyCommand({ UserName: name, SSHPublicKeyBody: body });
      const { SSHPublicKey: made } = await iam.send(command);
      return made?.SSHPublicKeyId ?? '';
    },
    putParameter: async (userId, { body }) => {
      const Name = `${TREE}-${fleet}/${userId}/laptop`;
      await ssm.send(new PutParameterCommand({ Name, Value: body, Type: 'String' }));
    },
    deactivate: async (name, keyId) => {
      const asked = { UserName: name, SSHPublicKeyId: keyId, Status: 'Inactive' } as const;
      await iam.send(new UpdateSSHPublicKeyCommand(asked));
      return iamEvent('UpdateSSHPublicKey', { userName: name, sSHPublicKeyId: keyId, status: 'Inactive' });
    },
    send: async (message, more = {}) => {
      const invocation = await invokeLambda('ssh-key-sync', queued(message, region), {
        env: { ...env, ...more },
      });
      await runNewCommands();
      return invocation;
    },
  };
}

/** As EventBridge brings what CloudTrail has seen. */
function iamEvent(eventName: string, requestParameters: Readonly<Record<string, string>>): object {
  const time = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.iam',
    account: ACCOUNT,
    time,
    region: 'us-east-1',
    resources: [],
    detail: {
      eventSource: 'iam.amazonaws.com',
      eventName,
      eventTime: time,
      recipientAccountId: ACCOUNT,
      requestParameters,
    },
  };
}

function queued(message: object, region: string): Parameters<typeof invokeLambda>[1] {
  const record = {
    messageId: randomUUID(),
    receiptHandle: 'example',
    body: JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: String(Date.now()),
      SenderId: 'example',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:${region}:${ACCOUNT}:ssh-key-sync`,
    awsRegion: region,
  };
  return { Records: [record] };
}
