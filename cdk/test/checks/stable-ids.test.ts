import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sixAccounts } from '../support/configs.ts';
import { plainTemplatesOf } from '../support/synth.ts';

/** What would be lost, or would take the service down, if CloudFormation made it anew under another logical id. */
const STATEFUL =
  /^(?:Custom::\w+|AWS::(?:S3::Bucket|KMS::Key|KMS::Alias|DynamoDB::Table|SQS::Queue|EC2::(?:VPC|Subnet|EIP|NatGateway|VPCPeeringConnection)|Route53::HostedZone|CertificateManager::Certificate|CloudFront::Distribution|Logs::LogGroup|CloudTrail::Trail|SNS::Topic|Events::EventBus|RDS::\w+|ElastiCache::\w+|EFS::FileSystem))$/;

// `vitest run test/checks/stable-ids.test.ts -u` writes it anew: read the diff as what a deployment would replace.
test('logical ids of what has state do not change', async () => {
  const rows = [...plainTemplatesOf(sixAccounts())].flatMap(([id, { Resources: resources }]) =>
    Object.entries(resources)
      .filter(([, { Type }]) => STATEFUL.test(Type))
      .map(([name, { Type }]) => `${id} ${Type} ${name}`),
  );
  await expect(`${rows.toSorted().join('\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, 'stable-ids.txt'),
  );
});

test('what has state outlives its stack, but for what dev may lose', () => {
  const lost = [...plainTemplatesOf(sixAccounts())].flatMap(([id, { Resources: resources }]) =>
    Object.entries(resources)
      .filter(([, { Type }]) =>
        /^AWS::(?:S3::Bucket|KMS::Key|DynamoDB::Table|Route53::HostedZone)$/.test(Type),
      )
      .filter(
        ([, { DeletionPolicy }]) =>
          !id.startsWith('dev/') && DeletionPolicy !== 'Retain' && DeletionPolicy !== 'RetainExceptOnCreate',
      )
      .map(([name]) => `${id} ${name}`),
  );
  expect(lost).toEqual([]);
});
