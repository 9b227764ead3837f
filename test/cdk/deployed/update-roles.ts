import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { UpdateContainerInstancesStateCommand, ECSClient } from '@aws-sdk/client-ecs';
import { SendCommandCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it } from 'vitest';
import { roleName } from '../../../cdk/src/accounts/roles.ts';
import { promotionTableName, updateNames } from '../../../cdk/src/updates/update-names.ts';
import { placeOf } from '../../support/cdk/accounts.ts';
import { actingAs } from '../../support/cdk/acting-as.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { credentialsOf, type Keys } from '../../support/cdk/sessions.ts';
import { runHosts } from '../../support/cdk/update-fleet.ts';

const REFUSED = { name: expect.stringMatching(/^AccessDenied/) };

/** What the role of an environment's updates may do, and what another one's is for. @param own two environments of the config. */
export function describeUpdateRoles(
  deployment: () => Deployment,
  { own, other }: { readonly own: string; readonly other: string },
): void {
  const namesIn = (environment: string) => updateNames({ name: deployment().config.name, environment });
  const at = (name: string): AccountClients => deployment().clients(placeOf(deployment().config, name));
  const optionsOf = (keys: Keys) => ({
    endpoint: deployment().endpoint,
    region: deployment().config.region,
    credentials: credentialsOf(keys),
  });

  async function promoting(
    environment: string,
    ExternalId: string | undefined,
    keys: Keys = lambda,
  ): Promise<Keys> {
    const RoleArn = `arn:aws:iam::${at('shared-services').account}:role/${namesIn(environment).promotionRole}`;
    const { Credentials: session } = await new STSClient(optionsOf(keys)).send(
      new AssumeRoleCommand({ RoleArn, RoleSessionName: 'test', ExternalId }),
    );
    return {
      accessKeyId: session?.AccessKeyId ?? '',
      secretAccessKey: session?.SecretAccessKey ?? '',
      sessionToken: session?.SessionToken ?? '',
    };
  }

  let lambda: Keys;

  describe(`who plans the updates of ${own}`, () => {
    it('becomes their role in shared-services as full, with the ExternalId', async () => {
      const keys = await actingAs(at(own), roleName('full'));
      await expect(promoting(own, undefined, keys)).rejects.toMatchObject(REFUSED);
      const { externalId } = namesIn(own);
      expect(await promoting(own, externalId, keys)).toMatchObject({ sessionToken: expect.any(String) });
    });

    it('does not become it as dev', async () => {
      const keys = await actingAs(at(own), roleName('dev'));
      await expect(promoting(own, namesIn(own).externalId, keys)).rejects.toMatchObject(REFUSED);
    });
  });

  describe(`the role of the updates of ${own}`, () => {
    let hosts: readonly string[];
    beforeAll(async () => {
      lambda = await actingAs(at(own), namesIn(own).updates);
      hosts = [
        ...(await runHosts(at(own), { environment: own, role: 'jobs' }, 1)),
        ...(await runHosts(at(own), { environment: own, role: 'else' }, 1)),
      ];
    });

    const send = async (id: string | undefined, DocumentName: string): Promise<unknown> =>
      new SSMClient(optionsOf(lambda)).send(
        new SendCommandCommand({
          DocumentName,
          InstanceIds: [id ?? ''],
          Parameters: { Step: ['of-the-test'], Action: ['health'] },
        }),
      );

    it('sends its document to hosts of its fleets, and to no other', async () => {
      await send(hosts[0], namesIn(own).updates);
      await expect(send(hosts[1], namesIn(own).updates)).rejects.toMatchObject(REFUSED);
    });

    it('sends no other document', async () => {
      await expect(send(hosts[0], 'AWS-RunShellScript')).rejects.toMatchObject(REFUSED);
    });

    it('drains no other cluster', async () => {
      const drain = new UpdateContainerInstancesStateCommand({
        cluster: `${other}-web`,
        containerInstances: ['0123456789abcdef'],
        status: 'DRAINING',
      });
      await expect(new ECSClient(optionsOf(lambda)).send(drain)).rejects.toMatchObject(REFUSED);
    });

    it.each([
      ['no ExternalId', undefined],
      ['another ExternalId', 'of-somebody-else'],
    ])('becomes its role in shared-services, not with %s', async (_, id) => {
      await expect(promoting(own, id)).rejects.toMatchObject(REFUSED);
      const { externalId } = namesIn(own);
      expect(await promoting(own, externalId)).toMatchObject({ sessionToken: expect.any(String) });
    });

    it(`does not become that of ${other}`, async () => {
      await expect(promoting(other, namesIn(other).externalId)).rejects.toMatchObject(REFUSED);
    });

    it('tells of itself, and of no other environment', async () => {
      const options = optionsOf(await promoting(own, namesIn(own).externalId));
      const dynamodb = new DynamoDBClient(options);
      const TableName = promotionTableName(deployment().config.name);
      const key = (environment: string) => ({
        pk: { S: `environment#${environment}` },
        sk: { S: 'fleet#of-the-test' },
      });
      await dynamodb.send(new PutItemCommand({ TableName, Item: key(own) }));
      await dynamodb.send(new GetItemCommand({ TableName, Key: key(own) }));
      await expect(dynamodb.send(new PutItemCommand({ TableName, Item: key(other) }))).rejects.toMatchObject(
        REFUSED,
      );
      await expect(dynamodb.send(new GetItemCommand({ TableName, Key: key(other) }))).rejects.toMatchObject(
        REFUSED,
      );
    });
  });
}
