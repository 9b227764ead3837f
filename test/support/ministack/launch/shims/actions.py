"""Actions and resources as IAM has them: SQS has no actions for batches; parameters, and who sends a mail, are resources."""

import json
from email.utils import parseaddr

BATCHES = {
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:SendMessageBatch": "sqs:SendMessage",
}


def install():
    from ministack.core import iam_actions

    extract = iam_actions.extract_iam_action
    extract_arn = iam_actions.extract_resource_arn

    def extract_iam_action(*request):
        action = extract(*request)
        return BATCHES.get(action, action)

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account):
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        if service == "ssm" and operation in ("GetParameter", "GetParameters", "PutParameter"):
            given = json.loads(body or b"{}")
            names = given.get("Names") or [given.get("Name", "")]
            return f"arn:aws:ssm:{region}:{account}:parameter/{names[0].lstrip('/')}"
        if service == "ses" and path.rstrip("/").endswith("/outbound-emails"):
            sender = json.loads(body or b"{}").get("FromEmailAddress", "")
            return f"arn:aws:ses:{region}:{account}:identity/{identity_of(sender)}"
        return extract_arn(service, method, path, headers, body, query_params, region, account)

    iam_actions.extract_iam_action = extract_iam_action
    iam_actions.extract_resource_arn = extract_resource_arn
    return ["iam: actions of SQS for batches", "iam: identities of SES", "iam: parameters of SSM"]


def identity_of(sender):
    """The address, or the nearest of its domains, whichever is verified; else the address, which is refused then."""
    from ministack.services import ses

    address = parseaddr(sender)[1]
    labels = address.rpartition("@")[2].split(".")
    candidates = [address, *(".".join(labels[index:]) for index in range(len(labels) - 1))]
    return next((each for each in candidates if each in ses._identities), address)
