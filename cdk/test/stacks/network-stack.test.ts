import { expect, test } from 'vitest';
import type { Config } from '../../src/config/schema.ts';
import { networksOf } from '../network/networks.ts';
import { ofType, subnetsOf } from '../network/subnets.ts';
import { fiveAccounts, fourAccounts, oneAccount, sixAccounts } from '../support/configs.ts';

const LAYOUTS: readonly (readonly [name: string, config: Config])[] = [
  ['one account', oneAccount()],
  ['four accounts', fourAccounts()],
  ['five accounts', fiveAccounts()],
  ['six accounts', sixAccounts()],
];

const ALL = LAYOUTS.map(([name, config]) => [name, { config, templates: networksOf(config) }] as const);

const MANAGEMENT = 'shared-services/network';

test.each(ALL)('%s: every stack has less than 300 resources', (_name, { templates }) => {
  for (const [id, { Resources }] of templates)
    expect([id, Object.keys(Resources).length < 300]).toEqual([id, true]);
});

test.each(ALL)('%s: every VPC has its flow logs, by the name of the VPC', (_name, { config, templates }) => {
  const names = [...templates.values()].flatMap((template) =>
    [...ofType(template, 'AWS::Logs::LogGroup').values()].map(({ LogGroupName }) => LogGroupName),
  );
  expect(names).toEqual(
    ['mgmt', ...config.environments.map(({ name }) => name)].map((name) => `${name}-vpc-flow-logs`),
  );
  for (const [id, template] of templates)
    expect([id, ofType(template, 'AWS::EC2::FlowLog').size]).toEqual([id, id.endsWith('/network') ? 2 : 0]);
});

test.each(ALL)('%s: the default security group of every VPC is closed', (_name, { templates }) => {
  for (const [id, template] of templates) {
    const vpcs = [...ofType(template, 'AWS::EC2::VPC').keys()];
    const closed = [...ofType(template, 'Custom::ClosedDefaultSecurityGroup').values()].map(
      ({ VpcId }) => VpcId,
    );
    expect([id, closed]).toEqual([id, vpcs.map((Ref) => ({ Ref }))]);
  }
});

test.each(ALL)('%s: persistence has no way out', (_name, { config, templates }) => {
  const far = [...templates.values()]
    .flatMap((template) => subnetsOf(template))
    .filter(({ tier }) => tier === 'private-persistence');
  expect(far).toHaveLength(3 * config.environments.length);
  for (const { routes } of far) expect(routes.map(({ target }) => target)).toEqual(['local', 'peering']);
});

test.each(ALL)(
  '%s: each environment is peered with mgmt alone, on every table of both sides',
  (_name, { config, templates }) => {
    const management = config.management.vpc.cidr;
    for (const { name, vpc } of config.environments) {
      const network = templates.get(`${name}/network`) ?? { Resources: {} };
      expect(ofType(network, 'AWS::EC2::VPCPeeringConnection').size).toBe(1);
      for (const { routes } of subnetsOf(network))
        expect(routes.filter(({ target }) => target === 'peering')).toEqual([
          { cidr: management, target: 'peering' },
        ]);
      const back = templates.get(`shared-services/peering-${name}`) ?? { Resources: {} };
      const near = subnetsOf(templates.get(MANAGEMENT) ?? { Resources: {} }, [back]);
      expect(near).toHaveLength(4);
      for (const { routes } of near)
        expect(routes.filter(({ target }) => target === 'peering')).toEqual([
          { cidr: vpc.cidr, target: 'peering' },
        ]);
    }
    expect(
      ofType(templates.get(MANAGEMENT) ?? { Resources: {} }, 'AWS::EC2::VPCPeeringConnection').size,
    ).toBe(0);
  },
);

test.each(ALL)('%s: what a stack reads of another one is there', (_name, { templates }) => {
  const stacks = [...templates].map(
    ([id, template]) => [id, JSON.stringify(template), Object.keys(template.Outputs ?? {})] as const,
  );
  const published = new Set(stacks.flatMap(([, , outputs]) => outputs));
  for (const [id, text] of stacks) {
    const read = [...text.matchAll(/"OutputName":"(\w+)"/g)].map(([, output = '']) => output);
    expect([id, read.filter((output) => !published.has(output) && !output.includes('Services'))]).toEqual([
      id,
      [],
    ]);
  }
});

test('who may read outputs of the networks is what CloudFormation deploys with, by name', () => {
  const templates = networksOf(sixAccounts());
  const roles = [...templates.values()].flatMap((template) =>
    [...ofType(template, 'AWS::IAM::Role')]
      .filter(([id]) => id.startsWith('Publish'))
      .map(([, role]) => role),
  );
  expect(roles.length).toBeGreaterThan(0);
  for (const { AssumeRolePolicyDocument } of roles) {
    const arns = JSON.stringify(AssumeRolePolicyDocument).match(/arn:[^"]*/g) ?? [];
    expect(
      arns.filter((arn) => !/:role\/cdk-hnb659fds-cfn-exec-role-\d{12}-eu-central-1$/.test(arn)),
    ).toEqual([]);
  }
});

test.each([
  ['one account', 0],
  ['six accounts', 1],
])('%s: %i roles that accept peerings', (layout, count) => {
  const found = ALL.find(([name]) => name === layout)?.[1].templates.get(MANAGEMENT) ?? { Resources: {} };
  const roles = [...ofType(found, 'AWS::IAM::Role').values()].filter(
    ({ RoleName }) => RoleName === 'acme-accept-peering',
  );
  expect(roles).toHaveLength(count);
});

test.each([
  ['prod', 3],
  ['stage', 1],
])('NAT gateways of %s: %i', (name, count) => {
  const network = ALL[1]?.[1].templates.get(`${name}/network`) ?? { Resources: {} };
  expect(ofType(network, 'AWS::EC2::NatGateway').size).toBe(count);
});

test('no NAT, one zone, other names of zones', () => {
  const base = oneAccount();
  const [first] = base.environments;
  if (first === undefined) throw new Error('no environment');
  const vpc = { ...first.vpc, nat: 'none' as const, zones: 1 };
  const config = { ...base, zones: ['eu-central-1b', 'eu-central-1c'], environments: [{ ...first, vpc }] };
  const network = networksOf(config).get('stage/network') ?? { Resources: {} };
  const zones = [...ofType(network, 'AWS::EC2::Subnet').values()].map(
    ({ AvailabilityZone }) => AvailabilityZone,
  );
  expect(zones).toEqual(['eu-central-1b', 'eu-central-1b', 'eu-central-1b']);
  expect(ofType(network, 'AWS::EC2::NatGateway').size).toBe(0);
});
