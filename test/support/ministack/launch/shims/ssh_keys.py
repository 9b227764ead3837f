"""IAM's SSH keys and the renaming of users, which the emulator lacks; its members of groups are kept by name."""

import secrets
import string
from xml.sax.saxutils import escape


def install():
    from ministack.core.responses import AccountScopedDict
    from ministack.services import iam

    keys = AccountScopedDict()

    def answer(action, content):
        return iam._xml(200, f"{action}Response", content, ns="iam")

    def refused(subject):
        return iam._error(404, "NoSuchEntity", f"The {subject} cannot be found.", ns="iam")

    def summary(key):
        members = ("UserName", "SSHPublicKeyId", "Status", "UploadDate")
        return "".join(f"<{name}>{key[name]}</{name}>" for name in members)

    def whole(key):
        body = f"<SSHPublicKeyBody>{escape(key['SSHPublicKeyBody'])}</SSHPublicKeyBody>"
        return f"<SSHPublicKey>{summary(key)}<Fingerprint>00</Fingerprint>{body}</SSHPublicKey>"

    def upload(p):
        user = iam._p(p, "UserName")
        if user not in iam._users:
            return refused(f"user with name {user}")
        alphabet = string.ascii_uppercase + string.digits
        key = {
            "UserName": user, "Status": "Active", "UploadDate": iam._now(),
            "SSHPublicKeyId": "APKA" + "".join(secrets.choice(alphabet) for _ in range(16)),
            "SSHPublicKeyBody": iam._p(p, "SSHPublicKeyBody"),
        }
        keys[key["SSHPublicKeyId"]] = key
        return answer("UploadSSHPublicKey", f"<UploadSSHPublicKeyResult>{whole(key)}</UploadSSHPublicKeyResult>")

    def found(p):
        key = keys.get(iam._p(p, "SSHPublicKeyId"))
        return key if key and key["UserName"] == iam._p(p, "UserName") else None

    def get(p):
        key = found(p)
        if key is None:
            return refused(f"Public Key with id {iam._p(p, 'SSHPublicKeyId')}")
        return answer("GetSSHPublicKey", f"<GetSSHPublicKeyResult>{whole(key)}</GetSSHPublicKeyResult>")

    def list_keys(p):
        user = iam._p(p, "UserName")
        if user not in iam._users:
            return refused(f"user with name {user}")
        own = "".join(f"<member>{summary(each)}</member>" for each in keys.values() if each["UserName"] == user)
        content = f"<SSHPublicKeys>{own}</SSHPublicKeys><IsTruncated>false</IsTruncated>"
        return answer("ListSSHPublicKeys", f"<ListSSHPublicKeysResult>{content}</ListSSHPublicKeysResult>")

    def update(p):
        key = found(p)
        if key is None:
            return refused(f"Public Key with id {iam._p(p, 'SSHPublicKeyId')}")
        keys[key["SSHPublicKeyId"]] = {**key, "Status": iam._p(p, "Status")}
        return answer("UpdateSSHPublicKey", "")

    def delete(p):
        key = found(p)
        if key is None:
            return refused(f"Public Key with id {iam._p(p, 'SSHPublicKeyId')}")
        keys.pop(key["SSHPublicKeyId"])
        return answer("DeleteSSHPublicKey", "")

    def rename(p):
        before, after = iam._p(p, "UserName"), iam._p(p, "NewUserName") or iam._p(p, "UserName")
        if before not in iam._users:
            return refused(f"user with name {before}")
        user = iam._users.pop(before)
        iam._users[after] = {**user, "UserName": after, "Arn": user["Arn"].removesuffix(before) + after}
        for group in iam._groups.values():
            group["Users"] = [after if each == before else each for each in group["Users"]]
        for key in [each for each in keys.values() if each["UserName"] == before]:
            keys[key["SSHPublicKeyId"]] = {**key, "UserName": after}
        return answer("UpdateUser", "")

    operations = {
        "UploadSSHPublicKey": upload, "GetSSHPublicKey": get, "ListSSHPublicKeys": list_keys,
        "UpdateSSHPublicKey": update, "DeleteSSHPublicKey": delete, "UpdateUser": rename,
    }
    iam._IAM_HANDLERS.update(operations)
    return [f"iam:{name}" for name in operations]
