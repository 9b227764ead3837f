import { CfnRoute, type ISubnet } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';

export interface PeeringRoutesProps {
  /** Each has a route table of its own. */
  readonly subnets: readonly ISubnet[];
  readonly peeringId: string;
  /** Range of the VPC at the other end. */
  readonly cidr: string;
}

/** The routes of one side of a peering, in every route table. */
export class PeeringRoutes extends Construct {
  constructor(scope: Construct, id: string, { subnets, peeringId, cidr }: PeeringRoutesProps) {
    super(scope, id);
    for (const subnet of subnets) {
      // The subnet's id is its tier and its place among the zones, as its logical id: route and table come and go together.
      new CfnRoute(this, subnet.node.id, {
        routeTableId: subnet.routeTable.routeTableId,
        destinationCidrBlock: cidr,
        vpcPeeringConnectionId: peeringId,
      });
    }
  }
}
