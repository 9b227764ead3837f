import { expect, test } from 'vitest';
import { ACCOUNT, may } from './roles-of.ts';

test.each([
  ['makes a user', 'CreateUser', 'user/a', true],
  ['puts a user in a group', 'AddUserToGroup', 'group/a', true],
  ['makes an access key', 'CreateAccessKey', 'user/a', false],
  ['gives rights', 'PutUserPolicy', 'user/a', false],
  ['gives groups rights', 'PutGroupPolicy', 'group/a', false],
  ['makes a role', 'CreateRole', 'role/a', false],
])('iam-admin %s (iam:%s on %s)', (_name, action, what, expected) => {
  const resource = `arn:aws:iam::${ACCOUNT}:${what}`;
  expect(may('iam-admin', `iam:${action}`, { resource, props: { iamAdmin: true } })).toBe(expected);
});
