import { expect, test } from 'vitest';
import { networksOf } from '../network/networks.ts';
import { ofType } from '../network/subnets.ts';
import { oneAccount, sixAccounts } from '../support/configs.ts';

const LAYOUTS = { one: networksOf(oneAccount()), six: networksOf(sixAccounts()) };

const count = (layout: keyof typeof LAYOUTS, id: string, type: string): number =>
  ofType(LAYOUTS[layout].get(id) ?? { Resources: {} }, type).size;

test.each([
  ['one', 0],
  ['six', 1],
] as const)(
  '%s account(s): mgmt is let in by %i authorizations, each with its association',
  (layout, expected) => {
    expect(count(layout, 'stage/dns', 'Custom::ZoneAuthorization')).toBe(expected);
    expect(count(layout, 'shared-services/peering-stage', 'Custom::ZoneAssociation')).toBe(expected);
  },
);

test.each([
  ['one', 2],
  ['six', 1],
] as const)('%s account(s): the private zone itself names %i VPCs', (layout, expected) => {
  const zones = [
    ...ofType(LAYOUTS[layout].get('stage/dns') ?? { Resources: {} }, 'AWS::Route53::HostedZone').values(),
  ];
  const named = zones.map(({ Name, VPCs }) => [Name, (VPCs as readonly unknown[] | undefined)?.length]);
  expect(named).toEqual([
    ['stage.internal.', expected],
    ['stage.example.com.', undefined],
  ]);
});

test('the same VPC is authorized and associated with the same zone', () => {
  const pick = (id: string, type: string): Readonly<Record<string, unknown>> =>
    ofType(LAYOUTS.six.get(id) ?? { Resources: {} }, type)
      .values()
      .next().value ?? {};
  const authorized = pick('stage/dns', 'Custom::ZoneAuthorization');
  const associated = pick('shared-services/peering-stage', 'Custom::ZoneAssociation');
  expect(JSON.stringify(authorized['VpcId'])).toContain('"StackName":"acme-mgmt-network"');
  expect(JSON.stringify(associated['VpcId'])).toContain('"StackName":"acme-mgmt-network"');
  const { OutputName } = (associated['HostedZoneId'] as { 'Fn::GetStackOutput': { OutputName: string } })[
    'Fn::GetStackOutput'
  ];
  expect(LAYOUTS.six.get('stage/dns')?.Outputs?.[OutputName]?.Value).toEqual(authorized['HostedZoneId']);
});

test('without a domain there is the private zone alone, under the name that it is given', () => {
  const base = oneAccount();
  const environments = base.environments.map((each) => ({
    ...each,
    domain: undefined,
    sites: [],
    privateDomain: `${each.name}.corp`,
  }));
  const dns = networksOf({ ...base, environments }).get('prod/dns') ?? { Resources: {} };
  expect([...ofType(dns, 'AWS::Route53::HostedZone').values()].map(({ Name }) => Name)).toEqual([
    'prod.corp.',
  ]);
});
