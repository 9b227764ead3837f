import { expect, test } from 'vitest';
import { ACCOUNT, identityOf, may } from './roles-of.ts';

test('auto-deploy assumes the roles of the bootstrap in the regions given', () => {
  const [statement] = identityOf('auto-deploy', { regions: ['eu-central-1', 'us-east-1'] });
  expect(statement?.Action).toBe('sts:AssumeRole');
  expect(statement?.Resource).toContain(
    `arn:aws:iam::${ACCOUNT}:role/cdk-hnb659fds-deploy-role-${ACCOUNT}-us-east-1`,
  );
  expect(statement?.Resource).toHaveLength(8);
});

test.each([
  ['changes anything by itself', 'cloudformation:UpdateStack', '*'],
  ['becomes administrator', 'sts:AssumeRole', `arn:aws:iam::${ACCOUNT}:role/admin`],
])('auto-deploy never %s (%s)', (_name, action, resource) => {
  expect(may('auto-deploy', action, { resource })).toBe(false);
});
