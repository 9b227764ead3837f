import {
  type DistributionConfig,
  GetDistributionCommand,
  GetOriginAccessControlCommand,
} from '@aws-sdk/client-cloudfront';
import { ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { placeOf } from '../../support/cdk/accounts.ts';
import type { AccountClients } from '../../support/cdk/clients.ts';
import type { Deployment } from '../../support/cdk/deployment.ts';
import { physicalId, physicalIds } from '../../support/cdk/stack-resources.ts';

/** The zone of all distributions. Source: Amazon Route 53 API Reference, `AliasTarget`. */
const CLOUDFRONT_ZONE = 'Z2FDTNDATAQYW2';

/** A distribution as it is in the emulator. */
interface Found {
  readonly arn: string;
  readonly domain: string;
  readonly config: DistributionConfig | undefined;
}

/** @param environments those of the config; each has one site. */
export function describeSites(deployment: () => Deployment, environments: readonly string[]): void {
  const at = (name: string): AccountClients => deployment().clients(placeOf(deployment().config, name));
  const domainOf = (name: string): string =>
    deployment().config.environments.find((each) => each.name === name)?.sites[0]?.domain ?? '';

  async function distributionOf(name: string): Promise<Found> {
    const Id = await physicalId(deployment(), {
      stack: `${name}/static`,
      type: 'AWS::CloudFront::Distribution',
    });
    const { Distribution: found } = await at(name).cloudfront.send(new GetDistributionCommand({ Id }));
    return { arn: found?.ARN ?? '', domain: found?.DomainName ?? '', config: found?.DistributionConfig };
  }

  describe.each(environments)('the site of %s', (name) => {
    it('is read by CloudFront alone, which signs its requests', async () => {
      const { arn, config } = await distributionOf(name);
      const bucket = `${deployment().config.name}-${name}-www-${at(name).account}`;
      expect(config?.Origins?.Items).toHaveLength(1);
      const [origin] = config?.Origins?.Items ?? [];
      expect(origin?.DomainName).toMatch(new RegExp(String.raw`^${bucket}\.s3\.`));
      expect(origin?.S3OriginConfig?.OriginAccessIdentity ?? '').toBe('');
      const { OriginAccessControl: access } = await at(name).cloudfront.send(
        new GetOriginAccessControlCommand({ Id: origin?.OriginAccessControlId }),
      );
      expect(access?.OriginAccessControlConfig).toMatchObject({
        OriginAccessControlOriginType: 's3',
        SigningBehavior: 'always',
        SigningProtocol: 'sigv4',
      });
      const { Policy: policy = '' } = await at(name).s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
      const { Statement: statements } = JSON.parse(policy) as {
        readonly Statement: readonly { readonly Effect: string }[];
      };
      expect(statements.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
        {
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Condition: { StringEquals: { 'AWS:SourceArn': arn } },
        },
      ]);
    });

    it('has its name, and the certificate of its environment', async () => {
      const { config } = await distributionOf(name);
      expect(config?.Aliases?.Items).toEqual([domainOf(name)]);
      const certificate = await physicalId(deployment(), {
        stack: `${name}/certificates-us-east-1`,
        type: 'AWS::CertificateManager::Certificate',
      });
      expect(certificate).toMatch(/^arn:aws:acm:us-east-1:/);
      expect(config?.ViewerCertificate).toMatchObject({
        ACMCertificateArn: certificate,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SSLSupportMethod: 'sni-only',
      });
    });

    it('is found by A and AAAA', async () => {
      const { domain } = await distributionOf(name);
      const zones = await physicalIds(deployment(), {
        stack: `${name}/dns`,
        type: 'AWS::Route53::HostedZone',
      });
      const [, HostedZoneId] = [...zones].find(([id]) => id.startsWith('Public')) ?? [];
      const { ResourceRecordSets: records = [] } = await at(name).route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId }),
      );
      const own = records.filter((record) => record.Name === `${domainOf(name)}.`);
      expect(new Set(own.map(({ Type }) => Type))).toEqual(new Set(['A', 'AAAA']));
      expect(own).toHaveLength(2);
      for (const { AliasTarget: target } of own) {
        expect(target?.HostedZoneId).toBe(CLOUDFRONT_ZONE);
        expect(target?.DNSName?.replace(/\.$/, '')).toBe(domain);
      }
    });
  });
}
