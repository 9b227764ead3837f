"""Keys of KMS that are named by the ARN of another account: its policy is asked, and it is used there."""

import json

from .accounts import in_account


def install():
    from ministack.core.responses import get_account_id, get_region
    from ministack.services import kms

    policy_for_arn = kms.key_policy_for_arn
    handle = kms.handle_request

    def home_of(key):
        parts = str(key).split(":")
        account, region = (parts[4], parts[3]) if str(key).startswith("arn:") and len(parts) > 5 else (None, None)
        return (account, region) if account not in (None, get_account_id()) else None

    def key_policy_for_arn(arn):
        home = home_of(arn)
        if home is None:
            return policy_for_arn(arn)
        with in_account(*home):
            # A key that is not there lets nobody in.
            return policy_for_arn(arn) or ("", home[0])

    async def handle_request(method, path, headers, body, query_params):
        home = home_of(json.loads(body or b"{}").get("KeyId", ""))
        if home is None or home[1] != get_region():
            return await handle(method, path, headers, body, query_params)
        with in_account(*home):
            return await handle(method, path, headers, body, query_params)

    kms.key_policy_for_arn = key_policy_for_arn
    kms.handle_request = handle_request
    return ["kms: keys of other accounts"]
