import { EC2Client, RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateDocumentCommand, ListCommandsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';

/** One that every moto has. */
const IMAGE = 'ami-12c6146b';

export interface SentCommand {
  readonly id: string;
  readonly document: string;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  readonly targets: readonly {
    readonly Key?: string | undefined;
    readonly Values?: readonly string[] | undefined;
  }[];
  readonly concurrency: string;
  readonly errors: string;
}

export interface HostAccount {
  /** Runs one for each, with these tags. @returns their ids */
  readonly run: (...tags: readonly Readonly<Record<string, string>>[]) => Promise<readonly string[]>;
  readonly stop: (id: string) => Promise<void>;
  readonly document: (name: string) => Promise<void>;
  readonly sent: () => Promise<readonly SentCommand[]>;
}

/** An account of moto's in a region, by a role of it; without one that of the keys `test`. */
export async function hostAccount(
  endpoint: string,
  { role, region }: { readonly role?: string; readonly region: string },
): Promise<HostAccount> {
  const config = { endpoint, region, credentials: await credentialsOf(endpoint, { role, region }) };
  const ec2 = new EC2Client(config);
  const ssm = new SSMClient(config);
  return {
    run: async (...all) => {
      const ids: string[] = [];
      for (const tags of all) {
        const command = new RunInstancesCommand({
          ImageId: IMAGE,
          MinCount: 1,
          MaxCount: 1,
          TagSpecifications: [
            {
              ResourceType: 'instance',
              Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            },
          ],
        });
        const { Instances: [made] = [] } = await ec2.send(command);
        ids.push(made?.InstanceId ?? '');
      }
      return ids;
    },
    stop: async (id) => {
      await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    },
    document: async (name) => {
      const parameters = ['Bucket', 'Region', 'Group', 'Version', 'Sha256', 'Every'];
      const content = {
        schemaVersion: '2.2',
        description: 'a test',
        parameters: Object.fromEntries(parameters.map((each) => [each, { type: 'String' }])),
        mainSteps: [{ action: 'aws:runShellScript', name: 'run', inputs: { runCommand: ['true'] } }],
      };
      await ssm.send(
        new CreateDocumentCommand({ Name: name, DocumentType: 'Command', Content: JSON.stringify(content) }),
      );
    },
    sent: async () => {
      const { Commands: commands = [] } = await ssm.send(new ListCommandsCommand({}));
      return commands.map((command) => ({
        id: command.CommandId ?? '',
        document: command.DocumentName ?? '',
        parameters: command.Parameters ?? {},
        targets: command.Targets ?? [],
        concurrency: command.MaxConcurrency ?? '',
        errors: command.MaxErrors ?? '',
      }));
    },
  };
}

interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

async function credentialsOf(
  endpoint: string,
  { role, region }: { readonly role?: string | undefined; readonly region: string },
): Promise<Keys> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  if (role === undefined) return credentials;
  const sts = new STSClient({ endpoint, region, credentials });
  const { Credentials: keys } = await sts.send(
    new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'test' }),
  );
  expect(keys).toBeDefined();
  return {
    accessKeyId: keys?.AccessKeyId ?? '',
    secretAccessKey: keys?.SecretAccessKey ?? '',
    sessionToken: keys?.SessionToken ?? '',
  };
}
