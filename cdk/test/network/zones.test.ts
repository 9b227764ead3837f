import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { expect, test } from 'vitest';
import { PrivateZone, type PrivateZoneProps } from '../../src/network/private-zone.ts';
import { PublicZone } from '../../src/network/public-zone.ts';
import type { PlainTemplate } from '../support/synth.ts';
import { inStack } from './in-stack.ts';
import { ofType } from './subnets.ts';

const vpcOf = (scope: Construct, vpcId: string): IVpc =>
  Vpc.fromVpcAttributes(scope, vpcId, { vpcId, availabilityZones: ['eu-central-1a'] });

function privateZone(props: Partial<PrivateZoneProps>, ids: readonly string[] = []): PlainTemplate {
  return inStack((stack) => {
    const vpcs = [vpcOf(stack, 'vpc-11111111'), ...ids.map((id) => vpcOf(stack, id))] as const;
    new PrivateZone(stack, 'Private', { domain: 'stage.internal', comment: 'of stage', vpcs, ...props });
  });
}

const seen = (vpcId: string): unknown => ({ VPCId: vpcId, VPCRegion: 'eu-central-1' });

test.each([
  ['one VPC', [], [seen('vpc-11111111')]],
  ['two VPCs of the account', ['vpc-22222222'], [seen('vpc-11111111'), seen('vpc-22222222')]],
] as const)('a private zone that %s sees', (_name, ids, VPCs) => {
  const template = privateZone({}, ids);
  expect([...ofType(template, 'AWS::Route53::HostedZone').values()]).toEqual([
    { Name: 'stage.internal.', HostedZoneConfig: { Comment: 'of stage' }, VPCs },
  ]);
  expect(ofType(template, 'Custom::ZoneAuthorization').size).toBe(0);
});

test('a VPC of another account is let in, not associated', () => {
  const foreign = { vpcId: 'vpc-33333333', region: 'eu-west-1', settingsFunction: 'acme-account-settings' };
  const template = privateZone({ foreign });
  const [[id, zone] = ['', {}]] = ofType(template, 'AWS::Route53::HostedZone');
  expect(zone['VPCs']).toEqual([seen('vpc-11111111')]);
  expect([...ofType(template, 'Custom::ZoneAuthorization').values()]).toEqual([
    expect.objectContaining({ HostedZoneId: { Ref: id }, VpcId: 'vpc-33333333', VpcRegion: 'eu-west-1' }),
  ]);
});

const publicZone = (disposable?: boolean): PlainTemplate =>
  inStack((stack) => {
    new PublicZone(stack, 'Public', { domain: 'stage.example.com', comment: 'of stage', disposable });
  });

test('the name servers of a public zone are an output that says where they go', () => {
  const template = publicZone();
  const [[id, zone] = ['', {}]] = ofType(template, 'AWS::Route53::HostedZone');
  expect(zone).toEqual({ Name: 'stage.example.com.', HostedZoneConfig: { Comment: 'of stage' } });
  expect(Object.values(template.Outputs ?? {})).toEqual([
    {
      Description: expect.stringContaining('NS records of stage.example.com'),
      Value: { 'Fn::Join': [' ', { 'Fn::GetAtt': [id, 'NameServers'] }] },
    },
  ]);
});

test.each([
  ['public', publicZone, 'RetainExceptOnCreate'],
  ['disposable public', () => publicZone(true), 'Delete'],
  ['private', () => privateZone({}), 'RetainExceptOnCreate'],
  ['disposable private', () => privateZone({ disposable: true }), 'Delete'],
] as const)('what becomes of a %s zone without its stack', (_name, make, policy) => {
  const zones = Object.values(make().Resources).filter(({ Type }) => Type === 'AWS::Route53::HostedZone');
  expect(zones.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual([policy]);
});
