"""Events that go to a bus of another account or region, and CloudWatch's own events of alarms."""

import time

from .accounts import in_account


def install():
    from ministack.core import iam_evaluator as iam
    from ministack.core.responses import get_account_id, get_region, new_uuid
    from ministack.services import cloudwatch, eventbridge
    from ministack.services import iam as store

    dispatch = eventbridge._dispatch_to_event_bus
    act = cloudwatch._dispatch_alarm_actions

    def is_allowed(target, rule):
        """Whether the role of the rule's target may put events, and the other account's bus lets it."""
        role = target.get("RoleArn", "")
        if not role:
            return False
        name = role.rsplit("/", 1)[-1]
        context = iam.EvalContext(
            principal_arn=f"arn:aws:sts::{get_account_id()}:assumed-role/{name}/events",
            principal_type="AssumedRole", principal_account=get_account_id(),
            action="events:PutEvents", resource_arn=target["Arn"], region=get_region(),
        )
        limits = iam._permissions_boundary(store._roles, name, get_account_id())
        if iam.evaluate(context, iam._gather_role_policies(name, get_account_id()), *limits).decision != "Allow":
            return False
        _, _, _, region, account, resource = target["Arn"].split(":", 5)
        if account == get_account_id():
            return True
        policy = eventbridge._event_bus_policies.get_scoped(account, region, resource.split("/", 1)[1])
        return iam.evaluate_resource_policy(policy, context).decision == "Allow"

    def dispatch_to_event_bus(spec, event, rule, event_path, payload=None):
        if (spec.account_id, spec.region) == (get_account_id(), get_region()):
            return dispatch(spec, event, rule, event_path, payload)
        key = eventbridge._rule_key(rule.get("Name"), rule.get("EventBusName", "default"))
        target = next((each for each in eventbridge._targets.get(key, []) if each["Arn"] == str(spec)), None)
        if target is None or not is_allowed(target, rule):
            eventbridge.logger.warning("EventBridge -> %s: not authorized to perform: events:PutEvents", spec)
            return None
        with in_account(spec.account_id, spec.region):
            return eventbridge._dispatch_event({**event, "EventBusName": spec.resource.split("/", 1)[1]})

    def dispatch_alarm_actions(alarm, old, new, reason):
        act(alarm, old, new, reason)
        state = {"value": new, "reason": reason, "timestamp": now()}
        detail = {
            "alarmName": alarm["AlarmName"],
            "state": state,
            "previousState": {"value": old},
            "configuration": {"description": alarm.get("AlarmDescription", "")},
        }
        eventbridge._ensure_default_bus()
        eventbridge._dispatch_event({
            "EventId": new_uuid(), "Source": "aws.cloudwatch", "DetailType": "CloudWatch Alarm State Change",
            "Detail": eventbridge.json.dumps(detail), "EventBusName": "default", "Time": int(time.time()),
            "Resources": [alarm["AlarmArn"]], "Account": get_account_id(), "Region": get_region(),
        })

    def now():
        return time.strftime("%Y-%m-%dT%H:%M:%S.000+0000", time.gmtime())

    eventbridge._dispatch_to_event_bus = dispatch_to_event_bus
    cloudwatch._dispatch_alarm_actions = dispatch_alarm_actions
    return ["events:PutEvents to a bus of another account or region", "events: CloudWatch Alarm State Change"]
