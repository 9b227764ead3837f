"""Hosts that answer as the host part of auto-update does, which is run for real elsewhere: by its script, in chroots."""

import json

#: The tag of an instance that says which version of its packages there is; a host has the first one.
NEWEST = "newest-packages"


def install():
    from ministack.core.responses import error_response_json, json_response
    from ministack.services import ec2, ssm

    handle = ssm.handle_request

    def invocations(given):
        command = ssm._commands.get(given.get("CommandId"))
        if command is None:
            return error_response_json("InvalidCommandId", f"there is no command {given.get('CommandId')}", 400)
        found = [
            {
                "CommandId": command["CommandId"], "InstanceId": each, "DocumentName": command["DocumentName"],
                "Status": "Success", "StatusDetails": "Success",
                "CommandPlugins": [{"Name": "step", "Status": "Success", "ResponseCode": 0, "Output": output}],
            }
            for each, output in command["Invocations"].items()
            if given.get("InstanceId") in (None, each)
        ]
        return json_response({"CommandInvocations": found})

    def information(given):
        wanted = next((each["Values"] for each in given.get("Filters", []) if each["Key"] == "InstanceIds"), None)
        found = [
            {"InstanceId": each, "PingStatus": "Online", "PlatformType": "Linux", "PlatformName": "Debian GNU/Linux"}
            for each, instance in ec2._instances.items()
            if instance["State"]["Name"] == "running" and (wanted is None or each in wanted)
        ]
        return json_response({"InstanceInformationList": found})

    operations = {"ListCommandInvocations": invocations, "DescribeInstanceInformation": information}

    async def handle_request(method, path, headers, body, query_params):
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        if operation not in operations:
            return await handle(method, path, headers, body, query_params)
        return operations[operation](json.loads(body or b"{}"))

    ssm.handle_request = handle_request
    return [f"ssm:{name}" for name in operations]


def hosts():
    from ministack.core.responses import AccountRegionScopedDict

    if not hasattr(hosts, "kept"):
        hosts.kept = AccountRegionScopedDict()
    return hosts.kept


def answer(instance_id, parameters):
    """What the host prints; a step that it has had is answered as it was. Of other documents it says nothing."""
    if "Step" not in parameters or "Action" not in parameters:
        return ""
    from ministack.core.responses import new_uuid
    from ministack.services import ec2

    host = hosts().get(instance_id) or {"boot": new_uuid(), "version": 1, "reboot": False, "steps": {}}
    hosts()[instance_id] = host
    step, action = parameters["Step"][0], parameters["Action"][0]
    if step not in host["steps"]:
        tags = {each["Key"]: each["Value"] for each in ec2._tags.get(instance_id, [])}
        host["steps"][step] = done(host, step, action, int(tags.get(NEWEST, 2)))
    return host["steps"][step]


def done(host, step, action, newest):
    from ministack.core.responses import new_uuid

    before, result = host["version"], "ok"
    if action == "check" and before == newest and not host["reboot"]:
        result = "nothing"
    if action == "patch":
        host.update(version=newest, reboot=host["reboot"] or before != newest)
    if action == "reboot":
        host.update(boot=new_uuid(), reboot=False)
    after = host["version"]
    listed = [(before, newest)] if action == "check" and before != newest else []
    changed = [(before, after)] if after != before else listed
    return "\n".join([
        "kmscrypt-auto-update 1", f"step {step}", f"action {action}", f"result {result}",
        f"packages {'changed' if after != before else 'unchanged'}", f"boot {host['boot']}", "kernel 6.1.0-28-amd64",
        "platform debian-12", "architecture x86_64", f"updates {int(after != newest)}", f"security {int(after != newest)}",
        f"reboot {'yes' if host['reboot'] else 'no'}", f"digest {after:016x}", "pin none", "health ok",
        *(f"package openssl 3.0.{one} 3.0.{other}" for one, other in changed), "more 0", "end", "",
    ])
