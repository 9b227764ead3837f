import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { AaaaRecord, ARecord, RecordTarget, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { rewriteCode } from './rewrite-code.ts';
import { SiteBucket } from './site-bucket.ts';
import { OWN_CONTENT } from './content-policy.ts';
import { siteHeaders } from './site-headers.ts';
import type { SiteLogs } from './site-logs.ts';

export interface StaticSiteProps {
  /** Of what CloudFront has one namespace an account for, such as `acme-stage-www`; at most 64 characters. */
  readonly siteName: string;
  /** Unique on earth. */
  readonly bucketName: string;
  /** Where it is served. */
  readonly domain: string;
  /** Further names that serve the same; default none. */
  readonly aliases?: readonly string[] | undefined;
  /** That the names are in. */
  readonly zone: IHostedZone;
  /** Of all the names, in us-east-1. */
  readonly certificate: ICertificate;
  readonly logs: SiteLogs;
  /** The document of a folder; default `index.html`. */
  readonly index?: string | undefined;
  /** Object that is shown, with 404, for what is not there; `spa`: the root's document with 200. Default `404.html`. */
  readonly notFound?: string | undefined;
  /** Whether `/about` is `about.html`; default no. */
  readonly cleanUrls?: boolean | undefined;
  /** Content-Security-Policy; default: only what the site itself serves. */
  readonly contentSecurityPolicy?: string | undefined;
  /** Where CloudFront serves from; default 100: North America, Europe and Israel, at the lowest price. */
  readonly priceClass?: cloudfront.PriceClass | undefined;
  /** Whether the bucket goes with its stack, if it is empty; default no. */
  readonly disposable?: boolean | undefined;
}

/** How long an error page is cached; an invalidation of the page's own path does not reach what is cached under others. */
const ERROR_TTL = Duration.seconds(10);

/** A private bucket that CloudFront alone reads, and serves under the site's names by HTTPS. */
export class StaticSite extends Construct {
  readonly bucket: IBucket;
  readonly distribution: cloudfront.Distribution;

  constructor(scope: Construct, id: string, props: StaticSiteProps) {
    super(scope, id);
    const { siteName, bucketName, logs, disposable, index = 'index.html' } = props;
    const names = [props.domain, ...(props.aliases ?? [])];
    this.bucket = new SiteBucket(this, 'Content', {
      bucketName,
      logBucket: logs.bucket,
      logPrefix: `s3/${siteName}/`,
      disposable,
    }).bucket;
    this.distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: `${siteName}: ${props.domain}`,
      domainNames: names,
      certificate: props.certificate,
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: props.priceClass ?? cloudfront.PriceClass.PRICE_CLASS_100,
      defaultRootObject: index,
      defaultBehavior: this.#behavior(props, index),
      errorResponses: errorResponses(props.notFound ?? '404.html', index),
      ...(logs.forCloudFront === undefined
        ? {}
        : { logBucket: logs.forCloudFront, logFilePrefix: `cloudfront/${siteName}/` }),
    });
    this.#acknowledge(logs);
    this.#serve(names, props.zone);
    const { domain } = props;
    this.#output('BucketName', this.bucket.bucketName, `What is uploaded here is on https://${domain}`);
    this.#output('DistributionId', this.distribution.distributionId, `Serves https://${domain}`);
  }

  #behavior(
    { siteName, cleanUrls = false, ...props }: StaticSiteProps,
    index: string,
  ): cloudfront.BehaviorOptions {
    const originAccessControl = new cloudfront.S3OriginAccessControl(this, 'Access', {
      originAccessControlName: siteName,
      description: `CloudFront reads the bucket of ${siteName}`,
    });
    const rewrite = new cloudfront.Function(this, 'Rewrite', {
      functionName: siteName,
      comment: `Finds the objects of folders of ${siteName}`,
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(rewriteCode({ index, cleanUrls })),
    });
    return {
      origin: S3BucketOrigin.withOriginAccessControl(this.bucket, { originAccessControl }),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: cloudfront.AllowedMethods.ALLOW_GET_HEAD,
      // A day, unless Cache-Control says otherwise; query strings, cookies and headers are no part of the key.
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: siteHeaders(this, {
        siteName,
        contentSecurityPolicy: props.contentSecurityPolicy ?? OWN_CONTENT,
      }),
      functionAssociations: [{ eventType: cloudfront.FunctionEventType.VIEWER_REQUEST, function: rewrite }],
    };
  }

  #acknowledge(logs: SiteLogs): void {
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'a public site is for readers of all countries');
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR2',
      'files alone are served: there is no code behind it to protect',
    );
    if (logs.forCloudFront !== undefined) return;
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR3',
      'CloudFront writes no logs to buckets of this region',
    );
  }

  #serve(names: readonly string[], zone: IHostedZone): void {
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    for (const name of names) {
      const record = { zone, recordName: `${name}.`, target };
      new ARecord(this, `A ${name}`, record);
      new AaaaRecord(this, `AAAA ${name}`, record);
    }
  }

  #output(id: string, value: string, description: string): void {
    new CfnOutput(this, id, { value, description });
  }
}

function errorResponses(notFound: string, index: string): cloudfront.ErrorResponse[] {
  const isApp = notFound === 'spa';
  // S3 answers 403 for what is not there to whom may not list the bucket.
  return [403, 404].map((httpStatus) => ({
    httpStatus,
    responseHttpStatus: isApp ? 200 : 404,
    responsePagePath: `/${isApp ? index : notFound}`,
    ttl: ERROR_TTL,
  }));
}
