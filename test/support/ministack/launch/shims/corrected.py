"""Types that the emulator's CloudFormation knows, but does not make as they are asked for."""

from functools import partial


def types():
    from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as known

    corrections = {"AWS::Events::EventBus": event_bus, "AWS::Route53::HostedZone": private_zone}
    return {
        name: {**known[name], "create": partial(create, known[name]["create"])}
        for name, create in corrections.items()
    }


def private_zone(create, logical_id, props, stack_name):
    """It leaves the VPCs out, and so makes private zones public."""
    from ministack.services import route53

    made = create(logical_id, props, stack_name)
    if props.get("VPCs"):
        vpcs = [{name: each[name] for name in ("VPCId", "VPCRegion")} for each in props["VPCs"]]
        zone = route53._zones[made[0]]
        zone.update(private=True, vpcs=vpcs)
    return made


def event_bus(create, logical_id, props, stack_name):
    """It leaves the policy out."""
    from ministack.services import eventbridge

    made = create(logical_id, props, stack_name)
    if props.get("Policy"):
        eventbridge._event_bus_policies[made[0]] = props["Policy"]
    return made
