import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it } from 'vitest';
import { namesOf } from '../../../cdk/src/names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { actingAs } from '../../support/cdk/acting-as.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { credentialsOf, type Keys } from '../../support/cdk/sessions.ts';
import { hostsIn, instanceArn, instancesOf } from '../../support/cdk/ssh-hosts-of.ts';
import { keyBucketAs, mightyIn } from '../../support/cdk/ssh-key-bucket.ts';

const REFUSED = { name: expect.stringMatching(/^AccessDenied/) };
const NO_DOCUMENT_OF_OURS = 'AWS-RunShellScript';

/** Where hosts are in other accounts than users. @param groups two environments of the config, in accounts of their own. */
export function describeSshKeySenders(
  deployment: () => Deployment,
  { own, other }: { readonly own: string; readonly other: string },
): void {
  const at = (name: string): AccountClients => deployment().clients(placeOf(deployment().config, name));
  const optionsOf = (keys: Keys) => ({
    endpoint: deployment().endpoint,
    region: deployment().config.region,
    credentials: credentialsOf(keys),
  });

  /** A session of the role by which hosts of `own` are told. */
  async function sender(keys: Keys, ExternalId: string | undefined): Promise<Keys> {
    const { sshKeysSender } = namesOf(deployment().config);
    const RoleArn = `arn:aws:iam::${at(own).account}:role/${sshKeysSender}`;
    const { Credentials: session } = await new STSClient(optionsOf(keys)).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ExternalId }),
    );
    return {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? '',
    };
  }

  describe('the role by which hosts of another account are told', () => {
    const actions = ['sts:AssumeRole'];
    let lambda: Keys;
    const externalId = (): string => namesOf(deployment().config).sshKeysExternalId;
    beforeAll(async () => {
      lambda = await actingAs(at('security'), namesOf(deployment().config).sshKeys);
    });

    it.each([
      ['no ExternalId', undefined],
      ['another ExternalId', 'of-somebody-else'],
    ])('is refused to the Lambda with %s', async (_, id) => {
      await expect(sender(lambda, id)).rejects.toMatchObject(REFUSED);
      expect(await sender(lambda, externalId())).toMatchObject({ sessionToken: expect.any(String) });
    });

    it.each(['security', own, other])('is refused to another role of %s', async (account) => {
      const role = { name: 'assuming-everything', actions };
      const keys = await mightyIn(deployment().endpoint, at(account), role);
      await expect(sender(keys, externalId())).rejects.toMatchObject(REFUSED);
    });

    it('sends our document to hosts with the tag, and nothing else', async () => {
      const { sshKeys } = namesOf(deployment().config);
      await at(own).ec2.send(
        new RunInstancesCommand({
          ImageId: 'ami-12345678',
          MinCount: 1,
          MaxCount: 1,
          TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'role', Value: 'database' }] }],
        }),
      );
      const keys = await sender(lambda, externalId());
      const ssm = new SSMClient(optionsOf(keys));
      const send = (DocumentName: string, [Key, Value]: readonly [string, string]): Promise<unknown> =>
        ssm.send(new SendCommandCommand({ DocumentName, Targets: [{ Key, Values: [Value] }] }));
      await send(sshKeys, ['tag:ssh-hosts', own]);
      await expect(send(sshKeys, ['tag:role', 'database'])).rejects.toMatchObject(REFUSED);
      await expect(send(NO_DOCUMENT_OF_OURS, ['tag:ssh-hosts', own])).rejects.toMatchObject(REFUSED);
      const ec2 = new EC2Client(optionsOf(keys));
      await ec2.send(new DescribeInstancesCommand({}));
      const more = new RunInstancesCommand({ ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1 });
      await expect(ec2.send(more)).rejects.toMatchObject({
        name: expect.stringMatching(/^(?:AccessDenied|UnauthorizedOperation)/),
      });
    });
  });

  describe('who may do everything in S3 in an account with hosts', () => {
    it('reads manifests of that account alone, writes none, and no report', async () => {
      const role = { name: 'everything-in-s3', actions: ['s3:*'] };
      const bucket = keyBucketAs(deployment(), await mightyIn(deployment().endpoint, at(own), role));
      const hosts = hostsIn(deployment(), own);
      const [instance = ''] = await instancesOf(hosts);
      await bucket.get(`manifests/${own}/current`);
      for (const key of [`manifests/${other}/current`, 'state.json'])
        await expect(bucket.get(key), key).rejects.toMatchObject(REFUSED);
      for (const key of [`manifests/${own}/current`, `status/${instanceArn(hosts, instance)}`])
        await expect(bucket.put(key), key).rejects.toMatchObject(REFUSED);
    });
  });
}
