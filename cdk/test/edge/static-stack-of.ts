import { App, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { SiteLogs } from '../../src/edge/site-logs.ts';
import { StaticSite, type StaticSiteProps } from '../../src/edge/static-site.ts';
import { FLAGS } from '../../src/flags.ts';

export interface StackOfOptions {
  /** Default eu-central-1. */
  readonly region?: string;
  /** Default no. */
  readonly disposable?: boolean;
}

export function emptyStack({ region = 'eu-central-1' }: StackOfOptions = {}): Stack {
  const app = new App({ context: { ...FLAGS } });
  return new Stack(app, 'tried', { env: { account: '555555555555', region } });
}

/** A stack with one site. */
export function stackWithSite(
  props: Partial<StaticSiteProps> = {},
  { disposable = false, ...options }: StackOfOptions = {},
): Stack {
  const stack = emptyStack(options);
  const site: StaticSiteProps = {
    siteName: 'acme-stage-www',
    bucketName: 'acme-stage-www-555555555555',
    domain: 'www.stage.example.com',
    zone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId: 'Z0EXAMPLE',
      zoneName: 'stage.example.com',
    }),
    certificate: Certificate.fromCertificateArn(
      stack,
      'Certificate',
      'arn:aws:acm:us-east-1:555555555555:certificate/11111111-2222-3333-4444-555555555555',
    ),
    logs: new SiteLogs(stack, 'Logs', { disposable }),
    contentSecurityPolicy: "default-src 'self'",
    disposable,
    ...props,
  };
  new StaticSite(stack, 'Site', site);
  return stack;
}
