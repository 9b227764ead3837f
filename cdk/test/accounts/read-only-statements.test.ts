import { expect, test } from 'vitest';
import { DATA_READS, SECRET_READS } from '../../src/accounts/data-reads.ts';
import { IMAGE, may, PARAMETER, SECRET } from './roles-of.ts';

test.each([...DATA_READS, ...SECRET_READS])(
  'read-only does not read by %s, whatever AWS’s policies allow',
  (action) => {
    const resource = action.startsWith('ssm:')
      ? PARAMETER
      : action.startsWith('secretsmanager:')
        ? SECRET
        : '*';
    expect(may('read-only', action, { resource })).toBe(false);
  },
);

test.each([
  ['describes', 'ec2:DescribeInstances', '*'],
  ['reads metrics', 'cloudwatch:GetMetricData', '*'],
  ['finds AWS’s images', 'ssm:GetParameter', IMAGE],
])('read-only %s (%s)', (_name, action, resource) => {
  expect(may('read-only', action, { resource })).toBe(true);
});
