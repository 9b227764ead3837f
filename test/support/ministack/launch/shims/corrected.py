"""Types that the emulator's CloudFormation knows, but does not make as they are asked for."""

from functools import partial

from .accounts import in_account, principal_of


def types():
    from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as known

    corrections = {
        "AWS::Events::EventBus": event_bus,
        "AWS::IAM::Role": role,
        "AWS::Route53::HostedZone": private_zone,
        "AWS::SNS::Subscription": subscription,
    }
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


def role(create, logical_id, props, stack_name):
    """It leaves the permissions boundary out."""
    from ministack.services import iam

    boundary = props.get("PermissionsBoundary")
    if boundary and not iam._policy_exists(boundary):
        raise ValueError(f"NoSuchEntity: Scope ARN: {boundary} does not exist or is not attachable.")
    made = create(logical_id, props, stack_name)
    iam._roles[made[0]]["PermissionsBoundary"] = boundary
    return made


def subscription(create, logical_id, props, stack_name):
    """It forgets those to topics of other accounts and regions."""
    from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
    from ministack.core.responses import get_account_id
    from ministack.services import sns

    topic_arn = props["TopicArn"]
    _, _, _, region, owner, _ = topic_arn.split(":", 5)
    here = get_account_id()
    with in_account(owner, region):
        topic = sns._topics.get(topic_arn)
        if topic is None:
            raise ValueError(f"there is no topic {topic_arn}")
        if owner != here:
            # As CloudFormation does it: it looks whether the topic is there first.
            subscribed = {"sns:protocol": props["Protocol"], "sns:endpoint": props["Endpoint"]}
            for action, asked in (("sns:GetTopicAttributes", {}), ("sns:Subscribe", subscribed)):
                context = EvalContext(
                    principal_arn=principal_of(here, region), principal_type="AssumedRole", principal_account=here,
                    action=action, resource_arn=topic_arn, region=region, service_context=asked,
                )
                if evaluate_resource_policy(topic["attributes"].get("Policy") or "", context).decision != "Allow":
                    raise ValueError(f"AuthorizationError: {here} is not authorized to perform: {action} on {topic_arn}")
        made = create(logical_id, props, stack_name)
        topic["subscriptions"][-1]["owner"] = here
    # Only the owner of a queue need not confirm.
    if props["Protocol"] == "sqs" and props["Endpoint"].split(":")[4] != here:
        topic["subscriptions"][-1]["confirmed"] = False
    return made
