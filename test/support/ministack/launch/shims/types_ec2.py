"""Types of EC2 that the emulator's CloudFormation does not know, made through its own API of EC2."""

from functools import partial

from .calls import query, recreated, service, tag_specification, text
from .peering import accept

ec2 = partial(query, "ec2")


def create_address(logical_id, props, stack_name):
    made = ec2("AllocateAddress", {"Domain": "vpc", "TagSpecification": tag_specification("elastic-ip", props)})
    allocation, address = text(made, "allocationId"), text(made, "publicIp")
    return address, {"AllocationId": allocation, "PublicIp": address}


def delete_address(physical_id, props):
    for allocation, each in list(service("ec2")._addresses.items()):
        if each["PublicIp"] == physical_id:
            ec2("ReleaseAddress", {"AllocationId": allocation})


def create_nat_gateway(logical_id, props, stack_name):
    params = {name: props.get(name) for name in ("SubnetId", "AllocationId", "ConnectivityType")}
    made = ec2("CreateNatGateway", {**params, "TagSpecification": tag_specification("natgateway", props)})
    nat = text(made, "natGateway/natGatewayId")
    return nat, {"NatGatewayId": nat}


def delete_nat_gateway(physical_id, props):
    ec2("DeleteNatGateway", {"NatGatewayId": physical_id})


def create_network_acl(logical_id, props, stack_name):
    params = {"VpcId": props["VpcId"], "TagSpecification": tag_specification("network-acl", props)}
    acl = text(ec2("CreateNetworkAcl", params), "networkAcl/networkAclId")
    return acl, {"Id": acl}


def delete_network_acl(physical_id, props):
    ec2("DeleteNetworkAcl", {"NetworkAclId": physical_id})


def create_network_acl_entry(logical_id, props, stack_name):
    acl, number, egress = props["NetworkAclId"], int(props["RuleNumber"]), is_true(props.get("Egress", False))
    names = ("Protocol", "RuleAction", "CidrBlock", "Ipv6CidrBlock")
    params = {"NetworkAclId": acl, "RuleNumber": number, "Egress": egress}
    entries = service("ec2")._network_acls[acl]["Entries"]
    if any((each["RuleNumber"], each["Egress"]) == (number, egress) for each in entries):
        raise ValueError(f"NetworkAclEntryAlreadyExists: {acl} {number} egress={egress}")
    ec2("CreateNetworkAclEntry", {**params, **{name: props.get(name) for name in names}})
    # The emulator drops ports, of which an access list mostly consists.
    if props.get("PortRange"):
        entries[-1]["PortRange"] = {end: int(props["PortRange"][end]) for end in ("From", "To")}
    return f"{acl}|{number}|{egress}", {}


def delete_network_acl_entry(physical_id, props):
    acl, number, egress = physical_id.split("|")
    ec2("DeleteNetworkAclEntry", {"NetworkAclId": acl, "RuleNumber": number, "Egress": egress == "True"})


def create_acl_association(logical_id, props, stack_name):
    acl, subnet = props["NetworkAclId"], props["SubnetId"]
    # The emulator has no association before, which the API would replace.
    params = {"AssociationId": f"aclassoc-none-{subnet}", "NetworkAclId": acl}
    made = text(ec2("ReplaceNetworkAclAssociation", params), "newAssociationId")
    service("ec2")._network_acls[acl]["Associations"][-1]["SubnetId"] = subnet
    return made, {"AssociationId": made}


def delete_acl_association(physical_id, props):
    acl = service("ec2")._network_acls.get(props["NetworkAclId"])
    if acl:
        acl["Associations"] = [each for each in acl["Associations"] if each["NetworkAclAssociationId"] != physical_id]


def create_flow_log(logical_id, props, stack_name):
    names = ("ResourceType", "TrafficType", "LogDestination", "LogDestinationType", "LogGroupName", "LogFormat")
    given = {name: props.get(name) for name in (*names, "DeliverLogsPermissionArn", "MaxAggregationInterval")}
    made = ec2("CreateFlowLogs", {**given, "ResourceId": [props["ResourceId"]]})
    flow_log = text(made, "flowLogIdSet/item")
    return flow_log, {"Id": flow_log}


def delete_flow_log(physical_id, props):
    ec2("DeleteFlowLogs", {"FlowLogId": [physical_id]})


def create_peering(logical_id, props, stack_name):
    names = ("VpcId", "PeerVpcId", "PeerOwnerId", "PeerRegion")
    params = {name: props.get(name) for name in names}
    params["TagSpecification"] = tag_specification("vpc-peering-connection", props)
    made = text(ec2("CreateVpcPeeringConnection", params), "vpcPeeringConnection/vpcPeeringConnectionId")
    accept(made, props)
    return made, {"Id": made}


def delete_peering(physical_id, props):
    ec2("DeleteVpcPeeringConnection", {"VpcPeeringConnectionId": physical_id})


def is_true(value):
    return str(value).lower() == "true"


TYPES = {
    "AWS::EC2::EIP": recreated(create_address, delete_address),
    "AWS::EC2::NatGateway": recreated(create_nat_gateway, delete_nat_gateway),
    "AWS::EC2::NetworkAcl": recreated(create_network_acl, delete_network_acl),
    "AWS::EC2::NetworkAclEntry": recreated(create_network_acl_entry, delete_network_acl_entry),
    "AWS::EC2::SubnetNetworkAclAssociation": recreated(create_acl_association, delete_acl_association),
    "AWS::EC2::FlowLog": recreated(create_flow_log, delete_flow_log),
    "AWS::EC2::VPCPeeringConnection": recreated(create_peering, delete_peering),
}
