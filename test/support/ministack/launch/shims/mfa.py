"""Sessions of people with a second factor: the emulator takes every session for one without."""

import re

SERIAL = re.compile(r"SerialNumber=([^&]+)")


def install():
    from urllib.parse import unquote

    from ministack.core import iam_evaluator
    from ministack.services import iam, sts

    keys_of = iam_evaluator._principal_keys
    handle = sts.handle_request
    with_mfa = set()

    def principal_keys(credential):
        keys = keys_of(credential)
        if credential.access_key_id in with_mfa:
            keys["aws:multifactorauthpresent"] = "true"
        return keys

    async def handle_request(method, path, headers, body, query_params):
        form = (body or b"").decode(errors="replace")
        serial = SERIAL.search(form)
        if "Action=GetSessionToken" not in form or serial is None:
            return await handle(method, path, headers, body, query_params)
        device = iam._mfa_devices.get(unquote(serial.group(1)))
        caller = sts._caller_identity(headers, query_params)
        name = caller.get("principalName") if isinstance(caller, dict) else None
        # Any code of six digits is taken.
        if device is None or not name or device.get("User") != name or not re.search(r"TokenCode=\d{6}(&|$)", form):
            return sts._error(403, "AccessDenied", "MultiFactorAuthentication failed", ns="sts")
        before = set(sts._sessions)
        answer = await handle(method, path, headers, body, query_params)
        with_mfa.update(set(sts._sessions) - before)
        return answer

    iam_evaluator._principal_keys = principal_keys
    sts._principal_keys = principal_keys
    sts.handle_request = handle_request
    return ["sts:GetSessionToken with MFA"]
