"""CloudFormation accepts a peering itself, in the other account by a role there."""

from .accounts import in_account, require_role
from .calls import query


def accept(peering, props):
    from ministack.core.responses import get_account_id, get_region

    owner = props.get("PeerOwnerId") or get_account_id()
    region = props.get("PeerRegion") or get_region()
    if owner != get_account_id():
        if not props.get("PeerRoleArn"):
            raise ValueError("PeerRoleArn is required for a VPC of another account")
        resource = f"arn:aws:ec2:{region}:{owner}:vpc/{props['PeerVpcId']}"
        require_role(props["PeerRoleArn"], "ec2:AcceptVpcPeeringConnection", resource)
    elif region != get_region():
        return
    with in_account(owner, region):
        query("ec2", "AcceptVpcPeeringConnection", {"VpcPeeringConnectionId": peering})
