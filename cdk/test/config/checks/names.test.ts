import { expect, test } from 'vitest';
import { accepted, problemsOf, refused } from '../rows.ts';

const NAME = 'environments[0].name';

const IN_ONE = { 'environments[1].name': 'stage', 'environments[1].account': '555555555555' };

refused([
  ['alias/cmk-mgmt', { [NAME]: 'mgmt' }, 'NAME_RESERVED'],
  ['the stage security', { [NAME]: 'security' }, 'NAME_RESERVED'],
  ['the stage logs', { [NAME]: 'logs' }, 'NAME_RESERVED'],
  ['the stage shared-services', { [NAME]: 'shared-services' }, 'NAME_RESERVED'],
  ['the roles of people', { [NAME]: 'allow' }, 'NAME_RESERVED'],
  ['the roles of people, and more', { [NAME]: 'allow-dev' }, 'NAME_RESERVED'],
  ['the roles of the CDK', { [NAME]: 'cdk' }, 'NAME_RESERVED'],
  ['the roles of the CDK, and more', { [NAME]: 'cdk-hnb659fds' }, 'NAME_RESERVED'],
  ['the roles of AWS', { [NAME]: 'aws' }, 'NAME_RESERVED'],
  ['the groups of accounts', { [NAME]: 'account' }, 'NAME_RESERVED'],
  ['the root of an account', { [NAME]: 'root' }, 'NAME_RESERVED'],
  ['the config itself', { [NAME]: 'acme' }, 'NAME_RESERVED'],
  ['the config itself, and more', { [NAME]: 'acme-alarm' }, 'NAME_RESERVED'],
  ['what keys of environments begin with', { name: 'cmk' }, 'NAME_RESERVED'],
  ['what keys of environments begin with, and more', { name: 'cmk-acme' }, 'NAME_RESERVED'],
  ['a prefix that buckets may not have', { name: 'sthree-acme' }, 'NAME_RESERVED'],
  ['what documents and parameters may not begin with', { name: 'aws' }, 'NAME_RESERVED'],
  ['that, without a dash', { name: 'awsome' }, 'NAME_RESERVED'],
  ['what documents may not begin with', { name: 'amazon-shop' }, 'NAME_RESERVED'],
  ['what documents may not begin with, without a dash', { name: 'amzner' }, 'NAME_RESERVED'],
  ['what parameters may not begin with', { name: 'ssm-acme' }, 'NAME_RESERVED'],
  ['what parameters may not begin with, without a dash', { name: 'ssmith' }, 'NAME_RESERVED'],
  ['two environments', { 'environments[1].name': 'stage' }, 'NAME_TAKEN'],
  [
    'two environments in one account, whose sites are not told, too',
    IN_ONE,
    'NAME_TAKEN',
    'environments[1].name',
  ],
  [
    'two sites whose buckets would have one name',
    {
      'environments[1].account': '555555555555',
      'environments[1].name': 'stage-www',
      'environments[1].sites[0].name': 'docs',
      'environments[0].sites[0].name': 'www-docs',
    },
    'NAME_TAKEN',
    'environments[1].sites[0].name',
  ],
  ['two sites of an environment', { 'environments[0].sites[1].name': 'www' }, 'NAME_TAKEN'],
  [
    'two stacks, of peering with keys and of keys of peering',
    {
      'environments[0].name': 'keys',
      'environments[1].name': 'peering',
      'environments[1].account': '333333333333',
    },
    'STACK_NAME_TAKEN',
    'environments[1].name',
  ],
  [
    'two stacks, of keys of subscriptions and of the subscriptions of an account',
    {
      alarms: { watch: { email: 'ops@example.com' }, fanout: {} },
      'environments[0].name': 'subscriptions',
      'environments[0].account': '333333333333',
      'environments[1].name': 'keys',
    },
    'STACK_NAME_TAKEN',
    'environments[0].name',
  ],
  ['an account of zeros', { 'accounts.security': '000000000000' }, 'ACCOUNT_INVALID'],
  ['an environment in an account of zeros', { 'environments[0].account': '000000000000' }, 'ACCOUNT_INVALID'],
]);

accepted([
  ['a name that objects have', { [NAME]: 'constructor' }],
  ['allow without a dash', { [NAME]: 'allowed' }],
  ['a name that the config begins with', { name: 'stage-acme' }],
  ['what the config is called, without a dash', { [NAME]: 'acmes' }],
  ['cmk without a dash', { name: 'cmkit' }],
  ['what SSM reserves, further on', { name: 'my-aws-ssm' }],
  ['what SSM reserves, in an environment', { [NAME]: 'ssm' }],
  [
    'two such sites in accounts of their own',
    {
      'environments[1].name': 'stage-www',
      'environments[1].sites[0].name': 'docs',
      'environments[0].sites[0].name': 'www-docs',
    },
  ],
  ['archive beside another name', { [NAME]: 'archive' }],
  ['the same site in two environments', { 'environments[0].sites[1].name': 'shop' }],
  [
    'keys and peering in accounts of their own',
    { 'environments[0].name': 'keys', 'environments[1].name': 'peering' },
  ],
  [
    'everything in one account',
    {
      accounts: { security: '111122223333', logs: '111122223333', 'shared-services': '111122223333' },
      'environments[0].account': '111122223333',
      'environments[1].account': '111122223333',
    },
  ],
  ['the logs in the account of an environment', { 'accounts.logs': '666666666666' }],
]);

test.each([
  ['aws', 'SSM reserves names of documents and parameters that begin with aws'],
  ['amazonas', 'SSM reserves names of documents that begin with amazon'],
  ['amzn-acme', 'SSM reserves names of documents that begin with amzn'],
  ['amzn-s3-demo-a', 'buckets may not be called amzn-s3-demo-…'],
  ['ssm', 'SSM reserves names of parameters that begin with ssm'],
])('why a config may not be called %s', async (name, reason) => {
  expect(await problemsOf({ name })).toMatchObject([{ message: reason, cure: 'take another name' }]);
});
