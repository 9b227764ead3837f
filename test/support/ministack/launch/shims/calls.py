"""Calls the emulator's own services, as they are called for a request, in the account and region of the stack."""

import importlib
import json
import re
from urllib.parse import urlencode
from xml.etree import ElementTree


def service(name):
    return importlib.import_module(f"ministack.services.{name}")


def query(name, action, params):
    """A call of a query protocol; answers with the XML, without namespaces."""
    flat = {"Action": action, **flatten(params)}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = run(service(name).handle_request("POST", "/", headers, urlencode(flat).encode(), {}), action)
    return ElementTree.fromstring(re.sub(r'\sxmlns="[^"]*"', "", body.decode()))


def target(name, prefix, action, params):
    """A call of a JSON protocol."""
    headers = {"content-type": "application/x-amz-json-1.1", "x-amz-target": f"{prefix}.{action}"}
    body = run(service(name).handle_request("POST", "/", headers, json.dumps(params).encode(), {}), action)
    return json.loads(body or b"{}")


def run(request, action):
    """Handlers of what is kept in memory never wait, so that they end at once."""
    try:
        request.send(None)
    except StopIteration as ended:
        status, _, body = ended.value
        body = body if isinstance(body, bytes) else str(body).encode()
        if status >= 400:
            raise ValueError(f"{action}: {body.decode()}") from None
        return body
    raise RuntimeError(f"{action} waits for something")


def flatten(value, name=""):
    """Lists are numbered from 1, members have a dot; nothing is sent for what is None."""
    if value is None:
        return {}
    if isinstance(value, dict):
        parts = [flatten(each, f"{name}.{key}" if name else key) for key, each in value.items()]
    elif isinstance(value, (list, tuple)):
        parts = [flatten(each, f"{name}.{index}") for index, each in enumerate(value, 1)]
    else:
        return {name: ("true" if value else "false") if isinstance(value, bool) else str(value)}
    return {key: each for part in parts for key, each in part.items()}


def text(element, path):
    found = element.find(path)
    if found is None or not found.text:
        raise ValueError(f"no {path} in {ElementTree.tostring(element).decode()}")
    return found.text


def tag_specification(kind, props):
    tags = props.get("Tags")
    return [{"ResourceType": kind, "Tag": tags}] if tags else None


def recreated(create, delete):
    """A handler whose update makes it anew."""

    def update(physical_id, old, new, stack_name, logical_id=None):
        made = create(logical_id or physical_id, new, stack_name)
        delete(physical_id, old)
        return made

    return {"create": create, "update": update, "delete": delete, "update_with_logical_id": True}
