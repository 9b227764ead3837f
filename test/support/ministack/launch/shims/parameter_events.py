"""Changes of parameters come as events of Systems Manager to the default bus, as on AWS."""

import json
import time


def install():
    from ministack.core.responses import get_account_id, get_region, new_uuid
    from ministack.services import eventbridge, ssm

    handle = ssm.handle_request

    async def handle_request(method, path, headers, body, query_params):
        answer = await handle(method, path, headers, body, query_params)
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        if answer[0] == 200 and operation in ("PutParameter", "DeleteParameter"):
            given = json.loads(body)
            is_first = operation == "PutParameter" and json.loads(answer[2])["Version"] == 1
            tell("Delete" if operation == "DeleteParameter" else "Create" if is_first else "Update", given)
        return answer

    def tell(operation, given):
        account, region, name = get_account_id(), get_region(), given["Name"]
        detail = {"operation": operation, "name": name, "type": given.get("Type", "String")}
        eventbridge._ensure_default_bus()
        eventbridge._dispatch_event({
            "EventId": new_uuid(), "Source": "aws.ssm", "DetailType": "Parameter Store Change",
            "Detail": json.dumps(detail), "EventBusName": "default", "Time": int(time.time()),
            "Resources": [f"arn:aws:ssm:{region}:{account}:parameter/{name.lstrip('/')}"],
            "Account": account, "Region": region,
        })

    ssm.handle_request = handle_request
    return ["events: Parameter Store Change"]
