"""What the emulator lacks of that which the stacks of @kmscrypt/cdk need. shims.json lists all of it."""

import json
import pathlib
from importlib.metadata import version

from . import (
    actions,
    buses,
    condition_keys,
    container_instances,
    corrected,
    documents,
    foreign_keys,
    mfa,
    operations,
    parameter_events,
    recorder,
    service_linked_roles,
    ssh_keys,
    stack_output,
    trail_events,
    types_ec2,
    types_services,
    update_hosts,
    variables,
)

BEHAVIOUR = (
    actions, buses, condition_keys, container_instances, documents, foreign_keys, mfa, operations, parameter_events, recorder,
    service_linked_roles, ssh_keys, stack_output, trail_events, update_hosts, variables,
)

VERSION = "1.5.33"
LISTED = json.loads((pathlib.Path(__file__).parent.parent / "shims.json").read_text())


def install():
    if version("ministack") != VERSION:
        raise RuntimeError(f"the shims are written for ministack {VERSION}, this is {version('ministack')}")
    from ministack.services.cloudformation import provisioners

    types = {**types_ec2.TYPES, **types_services.TYPES, **documents.TYPES}
    known = sorted(set(types) & set(provisioners._RESOURCE_HANDLERS))
    if known:
        raise RuntimeError(f"the emulator has these types itself: {known}")
    same("types", LISTED["types"], types)
    same("corrected", LISTED["corrected"], corrected.types())
    provisioners._RESOURCE_HANDLERS.update({**types, **corrected.types()})
    installed = [name for module in BEHAVIOUR for name in module.install()]
    same("operations", LISTED["operations"], installed)


def same(what, listed, installed):
    difference = sorted(set(listed) ^ set(installed))
    if difference:
        raise RuntimeError(f"shims.json and the shims differ in {what}: {difference}")
