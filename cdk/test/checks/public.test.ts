import { expect, test } from 'vitest';
import { LAYOUTS } from '../support/configs.ts';
import { plainTemplatesOf, type PlainResource } from '../support/synth.ts';

/** Why a resource could be reached by anybody; undefined where it cannot. */
function publicBy({ Type: type, Properties: properties = {} }: PlainResource): string | undefined {
  const has = (key: string, value: unknown): boolean =>
    JSON.stringify(properties[key]) === JSON.stringify(value);
  const open = JSON.stringify([
    properties['SecurityGroupIngress'],
    properties['CidrIp'],
    properties['CidrIpv6'],
  ]);
  if (/^AWS::EC2::SecurityGroup(?:Ingress)?$/.test(type) && /"(?:0\.0\.0\.0\/0|::\/0)"/.test(open))
    return 'opens a port to all';
  if (type === 'AWS::EC2::Subnet' && has('MapPublicIpOnLaunch', true)) return 'gives public addresses';
  if (type === 'AWS::EC2::Instance') return 'is an instance';
  if (type.startsWith('AWS::RDS::') && has('PubliclyAccessible', true)) return 'is a public database';
  if (type === 'AWS::Lambda::Url' && has('AuthType', 'NONE')) return 'is a function for all';
  if (type === 'AWS::S3::Bucket') {
    const block = {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    };
    if (!has('PublicAccessBlockConfiguration', block)) return 'does not block public access';
    if (properties['WebsiteConfiguration'] !== undefined) return 'is a website';
  }
  if (/^AWS::ApiGateway|^AWS::ApiGatewayV2|^AWS::AppSync/.test(type)) return 'is an API';
  return undefined;
}

test.each(LAYOUTS)('%s: nothing but balancers, NAT and CloudFront can be reached', (_name, config) => {
  const found = [...plainTemplatesOf(config)].flatMap(([id, { Resources: resources }]) =>
    Object.entries(resources).flatMap(([name, resource]) => {
      const why = publicBy(resource);
      return why === undefined ? [] : [`${id} ${name} ${why}`];
    }),
  );
  expect(found).toEqual([]);
});

test.each(LAYOUTS)('%s: elastic addresses are of NAT gateways', (_name, config) => {
  for (const [id, { Resources: resources }] of plainTemplatesOf(config)) {
    const text = JSON.stringify(
      Object.values(resources).filter(({ Type }) => Type === 'AWS::EC2::NatGateway'),
    );
    const addresses = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::EC2::EIP');
    expect([id, addresses.filter(([name]) => !text.includes(`"${name}"`)).map(([name]) => name)]).toEqual([
      id,
      [],
    ]);
  }
});

const OPEN: readonly (readonly [name: string, resource: PlainResource])[] = [
  [
    'a security group',
    { Type: 'AWS::EC2::SecurityGroup', Properties: { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0' }] } },
  ],
  ['a rule of one', { Type: 'AWS::EC2::SecurityGroupIngress', Properties: { CidrIpv6: '::/0' } }],
  ['a subnet', { Type: 'AWS::EC2::Subnet', Properties: { MapPublicIpOnLaunch: true } }],
  ['a bucket', { Type: 'AWS::S3::Bucket', Properties: {} }],
  ['a database', { Type: 'AWS::RDS::DBInstance', Properties: { PubliclyAccessible: true } }],
  ['a function', { Type: 'AWS::Lambda::Url', Properties: { AuthType: 'NONE' } }],
];

test.each(OPEN)('the check sees %s', (_name, resource) => {
  expect(publicBy(resource)).toBeDefined();
});
