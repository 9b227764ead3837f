import { Match } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { edgeStacksOf } from '../edge/edge-stacks-of.ts';
import { fiveAccounts, oneAccount } from '../support/configs.ts';

const { sites: stage } = edgeStacksOf(fiveAccounts(), 'stage');

test('what changes in the bucket is what the rule, the function and the distribution know of', () => {
  const template = stage;
  const bucket = 'acme-stage-www-555555555555';
  template.hasResourceProperties('AWS::S3::Bucket', { BucketName: bucket });
  template.hasResourceProperties('AWS::Events::Rule', {
    EventPattern: Match.objectLike({ detail: Match.objectLike({ bucket: { name: [bucket] } }) }),
  });
  template.hasResourceProperties('AWS::Lambda::Function', {
    FunctionName: 'acme-stage-static-asset-invalidation',
    Environment: {
      Variables: Match.objectLike({
        KMSCRYPT_CONFIG: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp(bucket)])] },
      }),
    },
  });
  expect(Object.keys(template.findResources('AWS::CloudFront::Distribution'))).toHaveLength(1);
});

test('its certificate is the one of us-east-1, its alarms go to the topic of the account', () => {
  const template = stage;
  template.hasResourceProperties('AWS::CloudFront::Distribution', {
    DistributionConfig: Match.objectLike({
      Aliases: ['www.stage.example.com'],
      ViewerCertificate: Match.objectLike({
        AcmCertificateArn: { 'Fn::GetStackOutput': Match.objectLike({ Region: 'us-east-1' }) },
      }),
    }),
  });
  template.allResourcesProperties('AWS::CloudWatch::Alarm', {
    AlarmActions: ['arn:aws:sns:eu-central-1:555555555555:acme-alarms'],
  });
});

test.for([
  { name: 'dev', buckets: 'Delete', table: 'Delete' },
  { name: 'prod', buckets: 'RetainExceptOnCreate', table: 'Retain' },
])('$name: buckets $buckets, table $table', ({ name, buckets, table }) => {
  const { sites: template } = edgeStacksOf(fiveAccounts(), name);
  template.allResources('AWS::S3::Bucket', { DeletionPolicy: buckets });
  template.allResources('AWS::DynamoDB::Table', { DeletionPolicy: table });
});

test('two environments of one account share no name', () => {
  const named = ['stage', 'prod'].flatMap((name) =>
    Object.values(edgeStacksOf(oneAccount(), name).sites.toJSON()['Resources']).flatMap((resource) =>
      namesIn(resource),
    ),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(new Set(named).size).toBe(named.length);
});

const NAME_PROPERTY = /^(?:BucketName|QueueName|FunctionName|LogGroupName|AlarmName|Name)$/;

function namesIn(resource: unknown): readonly string[] {
  const { Type: type, Properties: properties = {} } = resource as {
    readonly Type: string;
    readonly Properties?: Readonly<Record<string, unknown>>;
  };
  const nested = ['OriginAccessControlConfig', 'ResponseHeadersPolicyConfig'].map((key) => properties[key]);
  return [properties, ...nested].flatMap((each) =>
    Object.entries(each ?? {}).flatMap(([key, value]) =>
      NAME_PROPERTY.test(key) && typeof value === 'string' && type !== 'AWS::Route53::RecordSet'
        ? [`${type} ${value}`]
        : [],
    ),
  );
}
