import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Environment } from '../config/schema.ts';
import { Invalidation } from '../edge/invalidation.ts';
import type { InvalidatedSite } from '../edge/invalidated-site.ts';
import { SiteLogs } from '../edge/site-logs.ts';
import { type StaticNames, staticNames } from '../edge/static-names.ts';
import { StaticSite } from '../edge/static-site.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface StaticStackProps extends PlannedStackProps {
  /** The environment's public zone. */
  readonly zone: IHostedZone;
  /** In us-east-1. */
  readonly certificate: ICertificate;
  /** For log groups. */
  readonly servicesKey: IKey;
}

/** The static sites of an environment, and the Lambda that invalidates what changes in them. */
export class StaticStack extends PlannedStack {
  constructor(scope: Construct, props: StaticStackProps) {
    super(scope, props);
    const { plan, stack, servicesKey } = props;
    const { environment } = stack;
    if (environment === undefined) throw new Error(`${stack.id} is of no environment`);
    const { disposable } = environment;
    const { name } = plan.config;
    const names = staticNames({ name, environment });
    const logs = new SiteLogs(this, 'Logs', { disposable });
    const sites = environment.sites.map((site) => this.#site(site, { ...props, environment, names, logs }));
    new Invalidation(this, 'Invalidation', {
      functionName: names.invalidation,
      sites,
      servicesKey,
      alarmTopicArn: this.formatArn({ service: 'sns', resource: this.names.alarmTopic }),
      disposable,
    });
  }

  #site(site: Site, { zone, certificate, environment, names, logs }: SiteSurroundings): InvalidatedSite {
    const { name, domain, aliases, index, notFound, contentSecurityPolicy, invalidation } = site;
    const siteName = `${this.plan.config.name}-${environment.name}-${name}`;
    const bucketName = names.bucket(name);
    const { distribution } = new StaticSite(this, `Site-${name}`, {
      siteName,
      bucketName,
      domain,
      aliases,
      zone,
      certificate,
      logs,
      index,
      notFound,
      cleanUrls: invalidation.cleanUrls,
      contentSecurityPolicy,
      disposable: environment.disposable,
    });
    return { bucketName, distributionId: distribution.distributionId, index, ...invalidation };
  }
}

type Site = Environment['sites'][number];

interface SiteSurroundings extends Pick<StaticStackProps, 'zone' | 'certificate'> {
  readonly environment: Environment;
  readonly names: StaticNames;
  readonly logs: SiteLogs;
}
