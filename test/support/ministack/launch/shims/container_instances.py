"""Container instances of ECS: instances of EC2 that are registered, drained, and then have no tasks of services any more."""

import json
import time

#: In seconds, between the order to stop and the end of a task.
STOPPING = 1

LISTED = [
    "ecs:DescribeContainerInstances", "ecs:ListContainerInstances", "ecs:RegisterContainerInstance",
    "ecs:StartTask on a container instance", "ecs:ListTasks of a container instance", "ecs:UpdateContainerInstancesState",
    "iam: clusters, container instances, services and tasks of ECS",
]


def install():
    from ministack.core.responses import AccountRegionScopedDict, error_response_json, get_account_id, get_region
    from ministack.core.responses import json_response, new_uuid
    from ministack.services import ecs

    members = AccountRegionScopedDict()

    def arn_of(kind, cluster, name=""):
        return f"arn:aws:ecs:{get_region()}:{get_account_id()}:{kind}/{'/'.join(filter(None, (cluster, name)))}"

    def named(given):
        return given.get("cluster", "default").rsplit("/", 1)[-1]

    def found_in(given):
        return [each for arn, each in members.items() if arn.split("/")[1] == named(given)]

    def register(given):
        arn = arn_of("container-instance", named(given), new_uuid().replace("-", ""))
        instance = json.loads(given["instanceIdentityDocument"])["instanceId"]
        members[arn] = {
            "containerInstanceArn": arn, "ec2InstanceId": instance, "status": "ACTIVE", "agentConnected": True,
        }
        return json_response({"containerInstance": members[arn]})

    def list_members(given):
        return json_response({"containerInstanceArns": [each["containerInstanceArn"] for each in found_in(given)]})

    def describe_members(given):
        known = {each["containerInstanceArn"]: each for each in found_in(given)}
        wanted = given.get("containerInstances", [])
        failures = [{"arn": each, "reason": "MISSING"} for each in wanted if each not in known]
        return json_response({"containerInstances": [known[each] for each in wanted if each in known], "failures": failures})

    def update_state(given):
        for arn in given.get("containerInstances", []):
            members[arn] = {**members[arn], "status": given["status"]}
            for task in ecs._tasks.values():
                if given["status"] == "DRAINING" and task.get("containerInstanceArn") == arn:
                    stop(task)
        return describe_members(given)

    def stop(task):
        """Tasks that no service has started go on."""
        if task["group"].startswith("service:"):
            task.update(desiredStatus="STOPPED", lastStatus="STOPPING", _stopping=time.monotonic())

    def start_task(given):
        made = []
        for member in given["containerInstances"]:
            arn = arn_of("task", named(given), new_uuid().replace("-", ""))
            ecs._tasks[arn] = {
                "taskArn": arn, "clusterArn": arn_of("cluster", named(given)), "containerInstanceArn": member,
                "taskDefinitionArn": arn_of("task-definition", given["taskDefinition"]), "group": given["group"],
                "desiredStatus": "RUNNING", "lastStatus": "RUNNING", "containers": [],
            }
            made.append({key: value for key, value in ecs._tasks[arn].items() if not key.startswith("_")})
        return json_response({"tasks": made, "failures": []})

    list_all, describe_tasks = ecs._ACTION_MAP["ListTasks"], ecs._ACTION_MAP["DescribeTasks"]

    def list_tasks(given):
        member = given.get("containerInstance")
        if member is None:
            return list_all(given)
        if member not in members:
            return error_response_json("InvalidParameterException", f"there is no {member}", 400)
        wanted = given.get("desiredStatus", "RUNNING")
        found = [
            arn for arn, each in ecs._tasks.items()
            if each.get("containerInstanceArn") == member and each["desiredStatus"] == wanted
        ]
        return json_response({"taskArns": found})

    def describe(given):
        for task in ecs._tasks.values():
            if time.monotonic() - task.get("_stopping", time.monotonic()) > STOPPING:
                task["lastStatus"] = "STOPPED"
        return describe_tasks(given)

    ecs._ACTION_MAP.update({
        "RegisterContainerInstance": register, "ListContainerInstances": list_members,
        "DescribeContainerInstances": describe_members, "UpdateContainerInstancesState": update_state,
        "StartTask": start_task, "ListTasks": list_tasks, "DescribeTasks": describe,
    })
    ask_by_resource()
    return LISTED


def ask_by_resource():
    from ministack.core import iam_actions

    extract_arn, tag_context = iam_actions.extract_resource_arn, iam_actions.request_tag_context

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account):
        operation = headers.get("x-amz-target", "").rsplit(".", 1)[-1]
        given = json.loads(body or b"{}") if service == "ecs" else {}
        cluster = given.get("cluster", "default").rsplit("/", 1)[-1]
        below = f"arn:aws:ecs:{region}:{account}"
        if operation in ("DescribeContainerInstances", "UpdateContainerInstancesState") and service == "ecs":
            return first(given.get("containerInstances"), f"{below}:container-instance/{cluster}/")
        if operation == "ListTasks" and service == "ecs":
            return first([given["containerInstance"]] if "containerInstance" in given else [], below)
        if operation == "DescribeTasks" and service == "ecs":
            return first(given.get("tasks"), f"{below}:task/{cluster}/")
        if operation == "DescribeServices" and service == "ecs":
            return first(given.get("services"), f"{below}:service/{cluster}/")
        return extract_arn(service, method, path, headers, body, query_params, region, account)

    def request_tag_context(service, action, body, params):
        context = tag_context(service, action, body, params)
        if service != "ecs":
            return context
        from ministack.core.responses import get_account_id, get_region

        cluster = json.loads(body or b"{}").get("cluster", "default").rsplit("/", 1)[-1]
        return {**context, "ecs:cluster": f"arn:aws:ecs:{get_region()}:{get_account_id()}:cluster/{cluster}"}

    iam_actions.extract_resource_arn = extract_resource_arn
    iam_actions.request_tag_context = request_tag_context


def first(names, prefix):
    """The ARN of the first that is named, by its ARN or its last part."""
    name = (names or ["*"])[0]
    return name if name.startswith("arn:") else f"{prefix}{name}"
