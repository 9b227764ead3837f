import { Tags } from 'aws-cdk-lib';
import { CfnVPCPeeringConnection, type ISubnet } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { PeeringRoutes } from './peering-routes.ts';

/** The VPC at the other end. */
export interface PeerVpc {
  readonly vpcId: string;
  readonly cidr: string;
  /** Where it is in another account. */
  readonly foreign?: ForeignPeer | undefined;
}

export interface ForeignPeer {
  /** 12 digits. */
  readonly account: string;
  /** Of the role there by which CloudFormation accepts the peering; see `PeeringRole`. */
  readonly roleArn: string;
}

export interface PeeringProps {
  readonly vpcId: string;
  /** All of the VPC; each gets a route to the other end. */
  readonly subnets: readonly ISubnet[];
  readonly peer: PeerVpc;
  /** What the console calls the connection, such as `stage to mgmt`. */
  readonly name: string;
}

/**
 * A peering with a VPC of the same region, requested, accepted, and routed on this side. The other side needs `PeeringRoutes`.
 * Names are resolved across it by private zones, as CloudFormation cannot turn on a peering's own resolution of public names.
 */
export class Peering extends Construct {
  readonly peeringId: string;

  constructor(scope: Construct, id: string, { vpcId, subnets, peer, name }: PeeringProps) {
    super(scope, id);
    const { foreign } = peer;
    const connection = new CfnVPCPeeringConnection(this, 'Connection', {
      vpcId,
      peerVpcId: peer.vpcId,
      ...(foreign === undefined ? {} : { peerOwnerId: foreign.account, peerRoleArn: foreign.roleArn }),
    });
    Tags.of(connection).add('Name', name);
    this.peeringId = connection.ref;
    new PeeringRoutes(this, 'Routes', { subnets, peeringId: this.peeringId, cidr: peer.cidr });
  }
}
