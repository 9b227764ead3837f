"""Variables in the resources of policies. Source: IAM User Guide, "IAM policy elements: Variables and tags"."""

import dataclasses
import re

VARIABLE = re.compile(r"\$\{([\w:/-]+)\}")
#: Sessions of instances are named by them.
INSTANCE = re.compile(r"arn:aws:sts::(\d{12}):assumed-role/[^/]+/(i-[0-9a-f]+)")


def install():
    from ministack.core import iam_evaluator

    first_match = iam_evaluator._first_match
    resolve = iam_evaluator._resolve_condition_key

    def resolve_condition_key(key, context):
        if key.lower() == "ec2:sourceinstancearn":
            return instance_of(context.principal_arn) or instance_of(iam_evaluator.caller_arn())
        return resolve(key, context)

    def value_of(name, context):
        value = resolve_condition_key(name, context)
        return value if isinstance(value, str) else None

    def filled(resource, context):
        # One without a value fits nothing, and no object has such a name.
        return VARIABLE.sub(lambda found: value_of(found[1], context) or "\0", resource)

    def first_match_with_variables(context, statements, effect):
        return first_match(context, [
            dataclasses.replace(
                each,
                resources=[filled(one, context) for one in each.resources],
                not_resources=[filled(one, context) for one in each.not_resources],
            )
            for each in statements
        ], effect)

    iam_evaluator._first_match = first_match_with_variables
    iam_evaluator._resolve_condition_key = resolve_condition_key
    return ["iam: variables in resources", "iam:ec2:SourceInstanceARN"]


def instance_of(principal):
    """The instance whose session this is, if it is one that there is."""
    from ministack.services import ec2

    match = INSTANCE.fullmatch(str(principal))
    if match is None:
        return None
    account, instance = match.groups()
    places = (key[1] for key in list(ec2._instances._data) if (key[0], key[2]) == (account, instance))
    region = next(places, None)
    return region and f"arn:aws:ec2:{region}:{account}:instance/{instance}"
