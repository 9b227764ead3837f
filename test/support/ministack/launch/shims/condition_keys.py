"""Keys of conditions, as they are on AWS. Source: IAM User Guide, "AWS global condition context keys"."""

import re

SESSION = re.compile(r"arn:(aws[a-z-]*):sts::(\d{12}):assumed-role/([^/]+)/")


def install():
    from ministack.core import iam_evaluator

    resolve = iam_evaluator._resolve_condition_key

    def resolve_condition_key(key, context):
        if key.lower() == "aws:securetransport":
            return "true"
        value = resolve(key, context)
        return role_of(value) if key.lower() == "aws:principalarn" and value else value

    iam_evaluator._resolve_condition_key = resolve_condition_key
    return ["iam:aws:PrincipalArn of a session", "iam:aws:SecureTransport"]


def role_of(principal):
    """The role of a session; any other principal is itself."""
    from ministack.services import iam

    match = SESSION.match(principal)
    if match is None:
        return principal
    partition, account, name = match.groups()
    role = iam._roles.get_scoped(account, None, name)
    return role["Arn"] if role else f"arn:{partition}:iam::{account}:role/{name}"
