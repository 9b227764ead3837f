"""A service with a REST API of JSON that the emulator does not have at all; asks IAM as the others do."""

import json
import re
from urllib.parse import unquote


class NotFound(Exception):
    """What is asked for is not there."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def install(name, routes, resource_of):
    """
    Routes are (method, pattern, operation, function of the pattern's groups and the body); `resource_of` says from the groups and
    the body which resource it is about, or None where it is about none.
    """
    from ministack import app
    from ministack.core import iam_actions, router

    router.SERVICE_PATTERNS[name] = {}
    extract = iam_actions.extract_iam_action
    extract_arn = iam_actions.extract_resource_arn

    def found(method, path):
        for route_method, pattern, operation, function in routes:
            match = re.fullmatch(pattern, path.rstrip("/"))
            if match and method == route_method:
                return operation, function, [unquote(each) for each in match.groups()]
        raise NotImplementedError(f"{name}: {method} {path}")

    def extract_iam_action(service, method, path, headers, body, query_params):
        if service == name:
            return f"{name}:{found(method, path)[0]}"
        return extract(service, method, path, headers, body, query_params)

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account):
        if service != name:
            return extract_arn(service, method, path, headers, body, query_params, region, account)
        resource = resource_of(*found(method, path)[2], json.loads(body or b"{}"))
        return f"arn:aws:{name}:{region}:{account}:{resource}" if resource else "*"

    async def handle(method, path, headers, body, query_params):
        _, function, groups = found(method, path)
        try:
            status, answer = 200, function(*groups, json.loads(body or b"{}"))
        except NotFound as error:
            status, answer = 404, {"__type": error.code, "message": str(error)}
        headers = {"Content-Type": "application/json"}
        if status != 200:
            headers["x-amzn-errortype"] = answer["__type"]
        return status, headers, json.dumps(answer).encode()

    iam_actions.extract_iam_action = extract_iam_action
    iam_actions.extract_resource_arn = extract_resource_arn
    app.SERVICE_HANDLERS[name] = handle
    return [f"{name}:{operation}" for _, _, operation, _ in routes]
