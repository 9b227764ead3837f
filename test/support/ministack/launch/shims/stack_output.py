"""Fn::GetStackOutput, which the emulator reads in its own account and region alone."""

from .accounts import in_account, require_role

NAME = "Fn::GetStackOutput"


def install():
    from ministack.services.cloudformation import changesets, engine, handlers, stacks

    resolve = engine._resolve_refs

    def resolve_refs(value, *context):
        if isinstance(value, dict) and NAME in value:
            return output_of({key: resolve(each, *context) for key, each in value[NAME].items()})
        return resolve(value, *context)

    for module in (engine, stacks, changesets, handlers):
        if getattr(module, "_resolve_refs", None) is resolve:
            module._resolve_refs = resolve_refs
    return [f"cloudformation:{NAME}"]


def output_of(reference):
    from ministack.core.responses import get_account_id, get_region
    from ministack.services.cloudformation import _stacks

    role, stack, name = reference.get("RoleArn"), reference["StackName"], reference["OutputName"]
    region = reference.get("Region") or get_region()
    account = role.split(":")[4] if role else get_account_id()
    with in_account(account, region):
        found = _stacks.get(stack)
    if found is None or found["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise ValueError(f"there is no stack {stack} in {account} {region}")
    if role:
        require_role(role, "cloudformation:DescribeStacks", found["StackId"])
    for output in found.get("Outputs", []):
        if output["OutputKey"] == name:
            return output["OutputValue"]
    raise ValueError(f"the stack {stack} has no output {name}")
