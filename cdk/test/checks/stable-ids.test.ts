import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sixAccounts } from '../support/configs.ts';
import { STATEFUL } from '../support/stateful.ts';
import { plainTemplatesOf } from '../support/synth.ts';

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
