import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Environment } from '../config/schema.ts';
import { AppVpc } from '../network/app-vpc.ts';
import { FlowLogs } from '../network/flow-logs.ts';
import { ManagementVpc } from '../network/management-vpc.ts';
import { Peering } from '../network/peering.ts';
import { PeeringRole } from '../network/peering-role.ts';
import { PlannedStack, type PlannedStackProps } from '../planned-stack.ts';

export interface NetworkStackProps extends PlannedStackProps {
  /** For the flow logs. */
  readonly servicesKey: IKey;
  /** Of shared-services: what an environment's VPC is peered with; absent for the management VPC itself. */
  readonly management?: NetworkStack | undefined;
}

/** The VPC of an environment, or (without one) the management VPC. */
export class NetworkStack extends PlannedStack {
  readonly vpc: IVpc;
  /** Of all tiers; each has a route table of its own. */
  readonly subnets: readonly ISubnet[];
  /** Id of the peering with the management VPC; of an environment only. */
  readonly peeringId: string | undefined;

  constructor(scope: Construct, props: NetworkStackProps) {
    super(scope, props);
    const { environment } = props.stack;
    const name = environment?.name ?? 'mgmt';
    const { vpc, subnets } =
      environment === undefined ? this.#managementVpc(name) : this.#appVpc(environment);
    this.vpc = vpc;
    this.subnets = subnets;
    new FlowLogs(this, 'FlowLogs', {
      vpc,
      name,
      encryptionKey: props.servicesKey,
      retentionDays: environment?.vpc.flowLogDays,
      archiveBucket: this.names.archiveBucket,
      disposable: environment?.disposable,
    });
    if (environment === undefined) this.#letEnvironmentsIn();
    else if (props.management !== undefined) this.peeringId = this.#peer(environment, props.management);
  }

  #managementVpc(name: string): ManagementVpc {
    const { cidr, zones, nat } = this.plan.config.management.vpc;
    return new ManagementVpc(this, 'Network', {
      name,
      cidr,
      nat,
      zones: this.availabilityZones.slice(0, zones),
      settingsFunction: this.names.settingsFunction,
    });
  }

  #appVpc({ name, production, vpc: { cidr, zones, nat } }: Environment): AppVpc {
    return new AppVpc(this, 'Network', {
      name,
      cidr,
      nat: nat ?? (production ? 'each-zone' : 'one'),
      zones: this.availabilityZones.slice(0, zones),
      managementCidr: this.plan.config.management.vpc.cidr,
      settingsFunction: this.names.settingsFunction,
    });
  }

  #letEnvironmentsIn(): void {
    const { environments } = this.plan.config;
    const accounts = [...new Set(environments.map(({ account }) => account))].filter(
      (account) => account !== this.account,
    );
    if (accounts.length === 0) return;
    new PeeringRole(this, 'PeeringRole', {
      roleName: this.names.peeringRole,
      vpcId: this.vpc.vpcId,
      accounts,
    });
  }

  #peer({ name }: Environment, { vpc, account }: NetworkStack): string {
    const { cidr } = this.plan.config.management.vpc;
    const roleArn = this.formatArn({
      service: 'iam',
      region: '',
      account,
      resource: 'role',
      resourceName: this.names.peeringRole,
    });
    const foreign = account === this.account ? undefined : { account, roleArn };
    const peering = new Peering(this, 'Peering', {
      vpcId: this.vpc.vpcId,
      subnets: this.subnets,
      peer: { vpcId: vpc.vpcId, cidr, foreign },
      name: `${name} to mgmt`,
    });
    return peering.peeringId;
  }
}
