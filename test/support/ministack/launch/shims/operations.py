"""Operations that the emulator lacks: what they are given is kept by account and region, and given back."""

import re
from xml.etree import ElementTree

from . import analyzer, detector, zone_authorization

EBS = "EbsEncryptionByDefault"
BLOCK_PATH = "/v20180820/configuration/publicAccessBlock"


def install():
    services = [each for module in (detector, analyzer, zone_authorization) for each in module.install()]
    return [*ebs_encryption(), *account_block(), *services]


def ebs_encryption():
    from ministack.core.responses import AccountRegionScopedDict
    from ministack.services import ec2

    settings = AccountRegionScopedDict()

    def answer(action, content):
        return ec2._xml(200, f"{action}Response", content)

    def state(action):
        on = "true" if settings.get("enabled") else "false"
        return answer(action, f"<ebsEncryptionByDefault>{on}</ebsEncryptionByDefault><sseType>sse-ebs</sseType>")

    def enable(params):
        settings["enabled"] = True
        return state(f"Enable{EBS}")

    def disable(params):
        settings["enabled"] = False
        return state(f"Disable{EBS}")

    def set_key(params):
        settings["key"] = ec2._p(params, "KmsKeyId")
        return answer("ModifyEbsDefaultKmsKeyId", f"<kmsKeyId>{settings['key']}</kmsKeyId>")

    def reset_key(params):
        settings.pop("key", None)
        return answer("ResetEbsDefaultKmsKeyId", "<kmsKeyId>alias/aws/ebs</kmsKeyId>")

    def key(params):
        return answer("GetEbsDefaultKmsKeyId", f"<kmsKeyId>{settings.get('key') or 'alias/aws/ebs'}</kmsKeyId>")

    operations = {
        f"Enable{EBS}": enable,
        f"Disable{EBS}": disable,
        f"Get{EBS}": lambda params: state(f"Get{EBS}"),
        "ModifyEbsDefaultKmsKeyId": set_key,
        "ResetEbsDefaultKmsKeyId": reset_key,
        "GetEbsDefaultKmsKeyId": key,
    }
    ec2._ACTION_MAP.update(operations)
    return [f"ec2:{name}" for name in operations]


def account_block():
    from ministack import app
    from ministack.core.responses import AccountScopedDict

    settings = AccountScopedDict()
    handle = app._handle_s3_control_request
    actions = {"GET": "Get", "PUT": "Put", "DELETE": "Put"}

    async def handle_s3_control(path, method, body, query_params, request_id, headers=None):
        if path.rstrip("/") != BLOCK_PATH or method not in actions:
            return await handle(path, method, body, query_params, request_id, headers)
        action = f"s3:{actions[method]}AccountPublicAccessBlock"
        denied = app._enforce_data_plane("s3", action, headers or {}, query_params, request_id)
        if denied:
            return denied
        answer = {"Content-Type": "application/xml", "x-amzn-requestid": request_id}
        if method == "PUT":
            root = ElementTree.fromstring(re.sub(r'\sxmlns="[^"]*"', "", body.decode()))
            settings["block"] = {each.tag: each.text for each in root}
            return 200, answer, b""
        if method == "DELETE":
            settings.pop("block", None)
            return 204, answer, b""
        block = settings.get("block")
        if block is None:
            error = "<Error><Code>NoSuchPublicAccessBlockConfiguration</Code><Message>none</Message></Error>"
            return 404, answer, f"<ErrorResponse>{error}</ErrorResponse>".encode()
        members = "".join(f"<{name}>{value}</{name}>" for name, value in block.items())
        return 200, answer, f"<PublicAccessBlockConfiguration>{members}</PublicAccessBlockConfiguration>".encode()

    app._handle_s3_control_request = handle_s3_control
    return [f"s3control:{name}PublicAccessBlock" for name in ("Get", "Put", "Delete")]
