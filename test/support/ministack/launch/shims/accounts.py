"""What one account does in another: as it, and only if it is let in."""

from contextlib import contextmanager


@contextmanager
def in_account(account, region):
    from ministack.core import responses

    account_before = responses._request_account_id.set(account)
    region_before = responses._request_region.set(region)
    try:
        yield
    finally:
        responses._request_region.reset(region_before)
        responses._request_account_id.reset(account_before)


def principal_of(account, region):
    """CloudFormation is the role that bootstrapping makes for it."""
    return f"arn:aws:iam::{account}:role/cdk-hnb659fds-cfn-exec-role-{account}-{region}"


def require_role(role_arn, action, resource):
    """Raises unless CloudFormation of this account may assume a role of another one, which may then do `action`."""
    from ministack.core import iam_evaluator as iam
    from ministack.core.responses import get_account_id, get_region
    from ministack.services import iam as store

    account, name = role_arn.split(":")[4], role_arn.rsplit("/", 1)[-1]
    role = store._roles.get_scoped(account, None, name)
    here, region = get_account_id(), get_region()
    caller = principal_of(here, region)
    if role is None or not iam.evaluate_trust_policy(role["AssumeRolePolicyDocument"], caller):
        raise ValueError(f"AccessDenied: {caller} is not authorized to perform: sts:AssumeRole on resource: {role_arn}")
    context = iam.EvalContext(
        principal_arn=f"arn:aws:sts::{account}:assumed-role/{name}/AWSCloudFormation",
        principal_type="AssumedRole", principal_account=account,
        action=action, resource_arn=resource, region=region,
    )
    limits = iam._permissions_boundary(store._roles, name, account)
    with in_account(account, region):
        result = iam.evaluate(context, iam._gather_role_policies(name, account), *limits)
    if result.decision != "Allow":
        raise ValueError(f"AccessDenied: {role_arn} is not authorized to perform: {action} on resource: {resource}")
