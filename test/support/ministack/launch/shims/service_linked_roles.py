"""iam:CreateServiceLinkedRole is about the role that is to be made, for a service; AWS has its names."""

SUFFIXES = {
    "access-analyzer.amazonaws.com": "AccessAnalyzer",
    "config.amazonaws.com": "Config",
    "guardduty.amazonaws.com": "AmazonGuardDuty",
}
ACTION = "CreateServiceLinkedRole"


def install():
    from ministack.core import iam_actions
    from ministack.services import iam

    extract_arn = iam_actions.extract_resource_arn
    context_of = iam_actions.request_tag_context
    create = iam._IAM_HANDLERS[ACTION]

    def name_of(service):
        return f"AWSServiceRoleFor{SUFFIXES[service]}"

    def extract_resource_arn(service, method, path, headers, body, query_params, region, account):
        name = iam_actions._query_param(query_params, "AWSServiceName") if service == "iam" else None
        if name in SUFFIXES:
            return f"arn:aws:iam::{account}:role/aws-service-role/{name}/{name_of(name)}"
        return extract_arn(service, method, path, headers, body, query_params, region, account)

    def request_tag_context(service, action, body, params):
        found = context_of(service, action, body, params)
        if action != f"iam:{ACTION}":
            return found
        return {**found, "iam:AWSServiceName": iam_actions._query_param(params, "AWSServiceName")}

    def create_service_linked_role(params):
        service = iam._p(params, "AWSServiceName")
        if service not in SUFFIXES:
            return create(params)
        name = name_of(service)
        if name in iam._roles:
            # As AWS says it.
            message = f"Service role name {name} has been taken in this account, please try a different suffix."
            return iam._error(400, "InvalidInput", message, ns="iam")
        before = set(iam._roles)
        answer = create(params)
        for made in set(iam._roles) - before:
            role = iam._roles.pop(made)
            iam._roles[name] = {**role, "RoleName": name, "Arn": role["Arn"].replace(made, name)}
        status, headers, body = answer
        return status, headers, body.replace(made.encode(), name.encode())

    iam_actions.extract_resource_arn = extract_resource_arn
    iam_actions.request_tag_context = request_tag_context
    iam._IAM_HANDLERS[ACTION] = create_service_linked_role
    return [f"iam:{ACTION}"]
