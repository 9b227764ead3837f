import { CfnOutput, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { PublicHostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';

export interface PublicZoneProps {
  readonly domain: string;
  /** What it is there for, as the console shows it. */
  readonly comment: string;
  /** Whether the zone goes when its stack is deleted; default no, as another one would have other name servers. */
  readonly disposable?: boolean | undefined;
}

/**
 * A zone that the internet sees, once its name servers stand in the zone above it; they are in the stack's outputs. No DNSSEC:
 * its key needs a record at the registrar, too. No query log: its log group has to be in us-east-1.
 */
export class PublicZone extends Construct {
  readonly zone: IHostedZone;

  constructor(scope: Construct, id: string, { domain, comment, disposable = false }: PublicZoneProps) {
    super(scope, id);
    const zone = new PublicHostedZone(this, 'Zone', { zoneName: domain, comment });
    zone.applyRemovalPolicy(disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    new CfnOutput(this, 'NameServers', {
      value: Fn.join(' ', zone.hostedZoneNameServers ?? []),
      description: `Put these as NS records of ${domain} into the zone above it, or at the registrar; until then nobody finds ${domain}`,
    });
    this.zone = zone;
  }
}
