"""Keys of conditions, as they are on AWS. Source: IAM User Guide, "AWS global condition context keys"."""

import json
import re

from .accounts import in_account

SESSION = re.compile(r"arn:(aws[a-z-]*):sts::(\d{12}):assumed-role/([^/]+)/")


def install():
    from ministack.core import iam_actions, iam_evaluator

    resolve = iam_evaluator._resolve_condition_key

    def resolve_condition_key(key, context):
        if key.lower() == "aws:securetransport":
            return "true"
        if key.lower() == "kms:resourcealiases":
            return aliases_of(context.resource_arn)
        if key.lower() == "aws:principalisawsservice":
            return str(context.principal_type == "Service").lower()
        value = resolve(key, context)
        return role_of(value) if key.lower() == "aws:principalarn" and value else value

    dynamodb_context = iam_actions.dynamodb_service_context

    def dynamodb_service_context(body):
        given = json.loads(body or b"{}")
        keys = given.get("Key") or given.get("Item") or {}
        leading = [value["S"] for name, value in keys.items() if name == "pk" and "S" in value]
        return {**dynamodb_context(body), **({"dynamodb:LeadingKeys": leading} if leading else {})}

    iam_actions.dynamodb_service_context = dynamodb_service_context
    iam_evaluator._resolve_condition_key = resolve_condition_key
    return [
        "iam:aws:PrincipalArn of a session", "iam:aws:PrincipalIsAWSService", "iam:aws:SecureTransport",
        "iam:dynamodb:LeadingKeys", "iam:kms:ResourceAliases",
    ]


def aliases_of(key):
    """Those of the KMS key with this ARN; None, which is an absent key of the condition, where there are none."""
    from ministack.services import kms

    _, _, service, region, account, resource = (str(key).split(":", 5) + [""] * 6)[:6]
    if service != "kms" or not resource.startswith("key/"):
        return None
    with in_account(account, region):
        ids = {arn.split(":", 5)[5]: key_id for arn, key_id in kms._aliases.items()}
    return [alias for alias, key_id in ids.items() if key_id == resource.removeprefix("key/")] or None


def role_of(principal):
    """The role of a session; any other principal is itself."""
    from ministack.services import iam

    match = SESSION.match(principal)
    if match is None:
        return principal
    partition, account, name = match.groups()
    role = iam._roles.get_scoped(account, None, name)
    return role["Arn"] if role else f"arn:{partition}:iam::{account}:role/{name}"
