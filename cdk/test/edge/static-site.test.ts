import { App, type Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, test } from 'vitest';
import { stackWithSite } from './static-stack-of.ts';

const site = (...args: Parameters<typeof stackWithSite>): Template =>
  Template.fromStack(stackWithSite(...args));
const distribution = (config: object): object => ({ DistributionConfig: Match.objectLike(config) });

describe('the bucket', () => {
  test('is private, versioned, logged, and tells EventBridge', () => {
    site().hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: Match.objectLike({
        BucketName: 'acme-stage-www-555555555555',
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        LoggingConfiguration: Match.objectLike({ LogFilePrefix: 's3/acme-stage-www/' }),
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      }),
    });
  });

  test('is read by this distribution alone', () => {
    const policies = Object.values(site().findResources('AWS::S3::BucketPolicy')).map(
      ({ Properties: { PolicyDocument: document } }) => document.Statement as Record<string, unknown>[],
    );
    const allowed = policies
      .flat()
      .filter(({ Effect: effect, Action: action }) => effect === 'Allow' && action === 's3:GetObject');
    expect(allowed).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Resource: {
          'Fn::Join': ['', [{ 'Fn::GetAtt': [expect.stringMatching('^SiteContent'), 'Arn'] }, '/*']],
        },
        Condition: {
          StringEquals: {
            'AWS:SourceArn': {
              'Fn::Join': [
                '',
                [
                  'arn:',
                  { Ref: 'AWS::Partition' },
                  ':cloudfront::',
                  { Ref: 'AWS::AccountId' },
                  ':distribution/',
                  { Ref: expect.stringMatching('^SiteDistribution') },
                ],
              ],
            },
          },
        },
      },
    ]);
  });

  test('goes with a disposable stack, and comes without a Lambda of the CDK', () => {
    const template = site({}, { disposable: true });
    template.allResources('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });
});

describe('the distribution', () => {
  test('serves its names by TLS 1.2, HTTP/2 and HTTP/3, and logs', () => {
    site({ aliases: ['stage.example.com'] }).hasResourceProperties(
      'AWS::CloudFront::Distribution',
      distribution({
        Aliases: ['www.stage.example.com', 'stage.example.com'],
        ViewerCertificate: Match.objectLike({ MinimumProtocolVersion: 'TLSv1.2_2021' }),
        HttpVersion: 'http2and3',
        IPV6Enabled: true,
        PriceClass: 'PriceClass_100',
        Logging: Match.objectLike({ Prefix: 'cloudfront/acme-stage-www/' }),
        DefaultCacheBehavior: Match.objectLike({
          Compress: true,
          ViewerProtocolPolicy: 'redirect-to-https',
          FunctionAssociations: [Match.objectLike({ EventType: 'viewer-request' })],
          ResponseHeadersPolicyId: Match.anyValue(),
        }),
        Origins: [Match.objectLike({ OriginAccessControlId: Match.anyValue() })],
      }),
    );
  });

  test.for([
    { notFound: '404.html', status: 404, page: '/404.html' },
    { notFound: 'errors/missing.html', status: 404, page: '/errors/missing.html' },
    { notFound: 'spa', status: 200, page: '/start.html' },
  ])('what is not there is $page with $status where notFound is $notFound', ({ notFound, status, page }) => {
    const response = { ResponseCode: status, ResponsePagePath: page, ErrorCachingMinTTL: 10 };
    site({ notFound, index: 'start.html' }).hasResourceProperties(
      'AWS::CloudFront::Distribution',
      distribution({
        DefaultRootObject: 'start.html',
        CustomErrorResponses: [
          { ErrorCode: 403, ...response },
          { ErrorCode: 404, ...response },
        ],
      }),
    );
  });

  test('has security headers', () => {
    site().hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'self'", Override: true },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'DENY', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: 31_536_000,
            IncludeSubdomains: false,
            Override: true,
          },
        },
      },
    });
  });

  test('each name has an A and an AAAA record', () => {
    const template = site({ aliases: ['stage.example.com'] });
    const records = Object.values(template.findResources('AWS::Route53::RecordSet')).map(
      ({ Properties: { Name: name, Type: type } }) => `${name} ${type}`,
    );
    expect(records.toSorted()).toEqual([
      'stage.example.com. A',
      'stage.example.com. AAAA',
      'www.stage.example.com. A',
      'www.stage.example.com. AAAA',
    ]);
  });
});

describe('a region whose buckets get no logs of CloudFront', () => {
  test.for([
    { region: 'eu-south-1', logged: false },
    { region: 'eu-west-1', logged: true },
  ])('$region: logged $logged', ({ region, logged }) => {
    const stack = stackWithSite({}, { region });
    const logging = logged ? Match.objectLike({}) : Match.absent();
    Template.fromStack(stack).hasResourceProperties(
      'AWS::CloudFront::Distribution',
      distribution({ Logging: logging }),
    );
    const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('is not logged'));
    expect(warnings).toHaveLength(logged ? 0 : 1);
  });
});

test.for([{ region: 'eu-central-1' }, { region: 'eu-south-1' }])(
  'cdk-nag finds nothing that has no reason in $region',
  ({ region }) => {
    const stack: Stack = stackWithSite({}, { region });
    const app = App.of(stack);
    if (app === undefined) throw new Error('no app');
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => Template.fromStack(stack)).not.toThrow();
  },
);
