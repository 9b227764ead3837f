"""Actions and resources as IAM has them: SQS has no actions for batches, and parameters are resources."""

import json

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
        if service == "ssm" and operation in ("GetParameter", "GetParameters"):
            given = json.loads(body or b"{}")
            names = given.get("Names") or [given.get("Name", "")]
            return f"arn:aws:ssm:{region}:{account}:parameter/{names[0].lstrip('/')}"
        return extract_arn(service, method, path, headers, body, query_params, region, account)

    iam_actions.extract_iam_action = extract_iam_action
    iam_actions.extract_resource_arn = extract_resource_arn
    return ["iam: actions of SQS for batches", "iam: parameters of SSM"]
