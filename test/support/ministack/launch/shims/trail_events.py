"""Calls of IAM come as events of CloudTrail to the default bus of us-east-1, as on AWS where a trail is there."""

import time

#: Of a call's parameters those that its event has, in the spelling of CloudTrail.
PARAMETERS = {
    "UserName": "userName", "NewUserName": "newUserName", "GroupName": "groupName",
    "SSHPublicKeyId": "sSHPublicKeyId", "Status": "status",
}
CALLS = (
    "AddUserToGroup", "RemoveUserFromGroup", "CreateUser", "UpdateUser", "DeleteUser", "DeleteGroup",
    "UploadSSHPublicKey", "UpdateSSHPublicKey", "DeleteSSHPublicKey",
)
GLOBAL_REGION = "us-east-1"


def install():
    from ministack.core.responses import get_account_id, new_uuid
    from ministack.services import eventbridge, iam

    from .accounts import in_account

    def told(name, handle):
        def handle_and_tell(p):
            answer = handle(p)
            if answer[0] == 200:
                tell(name, {ours: iam._p(p, theirs) for theirs, ours in PARAMETERS.items() if iam._p(p, theirs)})
            return answer

        return handle_and_tell

    def tell(name, parameters):
        account = get_account_id()
        detail = {
            "eventSource": "iam.amazonaws.com", "eventName": name, "awsRegion": GLOBAL_REGION,
            "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "eventID": new_uuid(), "recipientAccountId": account, "requestParameters": parameters,
        }
        with in_account(account, GLOBAL_REGION):
            eventbridge._ensure_default_bus()
            eventbridge._dispatch_event({
                "EventId": new_uuid(), "Source": "aws.iam", "DetailType": "AWS API Call via CloudTrail",
                "Detail": eventbridge.json.dumps(detail), "EventBusName": "default", "Time": int(time.time()),
                "Resources": [], "Account": account, "Region": GLOBAL_REGION,
            })

    iam._IAM_HANDLERS.update({name: told(name, iam._IAM_HANDLERS[name]) for name in CALLS})
    return ["events: AWS API Call via CloudTrail of IAM"]
