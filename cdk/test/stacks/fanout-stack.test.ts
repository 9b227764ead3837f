import { expect, test } from 'vitest';
import { accountName, fanoutConfig } from '../../src/alarms/fanout-config.ts';
import { checkFanout } from '../../src/alarms/check-fanout.ts';
import { planOf } from '../../src/plan.ts';
import { alarmTemplates } from '../alarms/support.ts';
import { LAYOUTS, oneAccount, sixAccounts } from '../support/configs.ts';
import { propertiesOf } from '../support/in-stack.ts';

const QUEUES = ['', '-chat', '-mail'].flatMap((of) => {
  const suffix = of === '' ? '' : '.fifo';
  return [`acme-alarm-fanout${of}${suffix}`, `acme-alarm-fanout${of}-dead-letters${suffix}`];
});

test.each([
  ['one account', oneAccount()],
  ['six accounts', sixAccounts()],
])('%s: what other stacks and the Lambda go by has its name', (_name, config) => {
  const template = alarmTemplates(config).get('shared-services/fanout') ?? { Resources: {} };
  const names = (type: string, property: string): readonly unknown[] =>
    propertiesOf(template, type)
      .map(({ [property]: name }) => String(name))
      .toSorted();
  expect({
    queues: names('AWS::SQS::Queue', 'QueueName'),
    table: names('AWS::DynamoDB::Table', 'TableName'),
    functions: names('AWS::Lambda::Function', 'FunctionName'),
    roles: names('AWS::IAM::Role', 'RoleName'),
    bus: names('AWS::Events::EventBus', 'Name'),
    topic: names('AWS::SNS::Topic', 'TopicName'),
  }).toEqual({
    queues: QUEUES.toSorted(),
    table: ['acme-alarm-fanout'],
    functions: ['acme-alarm-fanout-deliver', 'acme-alarm-fanout-ingest'],
    roles: ['acme-alarm-fanout-deliver', 'acme-alarm-fanout-ingest'],
    bus: ['acme-alarms'],
    topic: ['acme-alarm-fanout-watch'],
  });
});

test.each(LAYOUTS)('%s: the Lambda takes the config that the deployment makes', async (_name, config) => {
  const { fanout = {} } = config.alarms ?? {};
  const made = fanoutConfig(planOf(config), { fanout, readerRole: 'acme-alarm-reader' });
  expect(Object.keys(made)).toContain('accounts');
  expect(await checkFanout(made)).toEqual([]);
});

test('the fan-out knows all accounts, and reads the alarms of others by their roles', () => {
  const plan = planOf(sixAccounts());
  const { accounts } = fanoutConfig(plan, { fanout: FANOUT, readerRole: 'acme-alarm-reader' });
  const role = (account: string): string => `arn:aws:iam::${account}:role/acme-alarm-reader`;
  expect(accounts).toEqual({
    '111111111111': { name: 'security', role: role('111111111111') },
    '222222222222': { name: 'logs', role: role('222222222222') },
    '333333333333': { name: 'shared-services' },
    '444444444444': { name: 'dev', role: role('444444444444') },
    '555555555555': { name: 'stage', role: role('555555555555') },
    '666666666666': { name: 'prod', role: role('666666666666') },
  });
});

const FANOUT = { destinations: {}, fallback: [] };

test('what is written of accounts stands before what is known', () => {
  const written = {
    '111111111111': { name: 'vault' },
    '555555555555': { role: 'arn:aws:iam::555555555555:role/own' },
    '999999999999': { name: 'partner' },
  };
  const { accounts } = fanoutConfig(planOf(sixAccounts()), {
    fanout: { ...FANOUT, accounts: written },
    readerRole: 'acme-alarm-reader',
  });
  expect(accounts).toMatchObject({
    '111111111111': { name: 'vault', role: 'arn:aws:iam::111111111111:role/acme-alarm-reader' },
    '555555555555': { name: 'stage', role: 'arn:aws:iam::555555555555:role/own' },
    '999999999999': { name: 'partner' },
  });
});

test.each([
  ['one purpose', ['prod'], 'prod'],
  ['logs alone', ['logs'], 'logs'],
  ['logs with something else', ['logs', 'shared-services'], 'shared-services'],
  ['everything', ['logs', 'security', 'shared-services', 'stage'], 'security+shared-services+stage'],
])('an account of %s is called by it', (_name, purposes, expected) => {
  expect(accountName({ account: '333333333333', purposes })).toBe(expected);
});
