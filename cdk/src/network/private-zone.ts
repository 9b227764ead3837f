import { RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { PrivateHostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { AccountSetting } from '../account-settings/account-setting.ts';

/** A VPC of another account that is to see a zone. */
export interface ForeignVpc {
  readonly vpcId: string;
  readonly region: string;
  /** Of the function behind {@link AccountSetting} in the zone's account. */
  readonly settingsFunction: string;
}

export interface PrivateZoneProps {
  readonly domain: string;
  /** What it is there for, as the console shows it. */
  readonly comment: string;
  /** Those of the zone's account that see it; at least one. */
  readonly vpcs: readonly [IVpc, ...IVpc[]];
  /** Let in, but not associated yet: that has to be done in its account. Default none. */
  readonly foreign?: ForeignVpc | undefined;
  /** Whether the zone goes when its stack is deleted; default no. */
  readonly disposable?: boolean | undefined;
}

/** A zone that only VPCs see. */
export class PrivateZone extends Construct {
  readonly zone: IHostedZone;

  constructor(
    scope: Construct,
    id: string,
    { domain, comment, vpcs, foreign, disposable = false }: PrivateZoneProps,
  ) {
    super(scope, id);
    const [vpc, ...others] = vpcs;
    const zone = new PrivateHostedZone(this, 'Zone', { zoneName: domain, comment, vpc });
    zone.applyRemovalPolicy(disposable ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    for (const other of others) zone.addVpc(other);
    this.zone = zone;
    if (foreign === undefined) return;
    new AccountSetting(this, 'Authorization', {
      kind: 'ZoneAuthorization',
      functionName: foreign.settingsFunction,
      properties: { HostedZoneId: zone.hostedZoneId, VpcId: foreign.vpcId, VpcRegion: foreign.region },
    });
  }
}
