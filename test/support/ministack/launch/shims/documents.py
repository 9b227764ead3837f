"""Documents and associations of Systems Manager, and commands to instances by their tags."""

import json

from . import update_hosts
from .calls import recreated

LISTED = [
    "iam: documents, instances and paths of SSM", "ssm:SendCommand of an own document to tags",
    "ssm:SendCommand of an own document to instances", "ssm:GetDocument",
]


def install():
    from ministack.core import iam_actions, iam_evaluator
    from ministack.core.responses import error_response_json, get_account_id, get_region, json_response, new_uuid
    from ministack.core.router import extract_access_key_id
    from ministack.services import ec2, ssm

    extract_arn = iam_actions.extract_resource_arn
    handle = ssm.handle_request

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account):
        if service == "ssm":
            operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
            given = json.loads(body or b"{}")
            if operation == "SendCommand":
                return f"arn:aws:ssm:{region}:{account}:document/{given.get('DocumentName', '')}"
            if operation == "GetParametersByPath":
                return f"arn:aws:ssm:{region}:{account}:parameter/{given.get('Path', '').strip('/')}"
        return extract_arn(service, method, path, headers, body, query_params, region, account)

    def tagged(targets):
        for instance_id, instance in ec2._instances.items():
            tags = {each["Key"]: each["Value"] for each in ec2._tags.get(instance_id, [])}
            wanted = [(each["Key"].removeprefix("tag:"), each["Values"]) for each in targets]
            if instance["State"]["Name"] == "running" and all(tags.get(key) in values for key, values in wanted):
                yield instance_id

    def refusal(headers, query_params, ids):
        """IAM is asked for each of the instances, too, with its tags."""
        account, region, action = get_account_id(), get_region(), "ssm:SendCommand"
        key = extract_access_key_id(headers, query_params)
        for each in ids:
            context = {f"ssm:resourceTag/{tag['Key']}": tag["Value"] for tag in ec2._tags.get(each, [])}
            arn = f"arn:aws:ec2:{region}:{account}:instance/{each}"
            denied = iam_evaluator.enforce(key, action, "ssm", region, resource_arn=arn, service_context=context)
            if denied:
                return iam_actions.access_denied_response(
                    "ssm", action, denied.principal_arn, new_uuid(), headers=headers, resource_arn=arn
                )
        return None

    async def handle_request(method, path, headers, body, query_params):
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        given = json.loads(body or b"{}")
        document = documents().get(given.get("DocumentName") or given.get("Name"))
        if operation == "GetDocument" and document is not None:
            return json_response({"Name": given["Name"], "Content": json.dumps(document["Content"])})
        own = given.get("Targets") or (given.get("InstanceIds") and document is not None)
        if operation != "SendCommand" or not own:
            return await handle(method, path, headers, body, query_params)
        if document is None:
            return error_response_json("InvalidDocument", f"there is no document {given.get('DocumentName')}", 400)
        unknown = set(given.get("Parameters", {})) - set(document["Content"]["parameters"])
        if unknown:
            return error_response_json("InvalidParameters", f"the document does not have {sorted(unknown)}", 400)
        ids = given.get("InstanceIds") or list(tagged(given["Targets"]))
        strange = sorted(set(ids) - set(tagged([])))
        if strange:
            return error_response_json("InvalidInstanceId", f"Instances {strange} not in a valid state", 400)
        refused = refusal(headers, query_params, ids)
        if refused is not None:
            return refused
        command = {
            "CommandId": new_uuid(), "DocumentName": given["DocumentName"], "Parameters": given.get("Parameters", {}),
            "Targets": given.get("Targets", []), "InstanceIds": ids, "TargetCount": len(ids), "Status": "Success",
            "MaxConcurrency": given.get("MaxConcurrency", "50"), "MaxErrors": given.get("MaxErrors", "0"),
            "RequestedDateTime": ssm._now_epoch(),
            "Invocations": {each: update_hosts.answer(each, given.get("Parameters", {})) for each in ids},
        }
        ssm._commands[command["CommandId"]] = command
        return json_response({"Command": ssm._public_command(command)})

    iam_actions.extract_resource_arn = extract_resource_arn
    ssm.handle_request = handle_request
    return LISTED


def documents():
    from ministack.core.responses import AccountRegionScopedDict

    if not hasattr(documents, "kept"):
        documents.kept = AccountRegionScopedDict()
    return documents.kept


def create_document(logical_id, props, stack_name):
    name = props.get("Name") or f"{stack_name}-{logical_id}"
    content = props["Content"]
    documents()[name] = {"Content": json.loads(content) if isinstance(content, str) else content}
    return name, {}


def delete_document(physical_id, props):
    documents().pop(physical_id, None)


def create_association(logical_id, props, stack_name):
    if props["Name"] not in documents():
        raise ValueError(f"InvalidDocument: there is no document {props['Name']}")
    unknown = set(props.get("Parameters", {})) - set(documents()[props["Name"]]["Content"]["parameters"])
    if unknown:
        raise ValueError(f"InvalidParameters: {props['Name']} does not have {sorted(unknown)}")
    return f"{stack_name}-{logical_id}", {"AssociationId": f"{stack_name}-{logical_id}"}


def delete_association(physical_id, props):
    """Nothing but its id is there."""


TYPES = {
    "AWS::SSM::Document": recreated(create_document, delete_document),
    "AWS::SSM::Association": recreated(create_association, delete_association),
}
