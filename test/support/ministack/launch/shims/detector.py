"""GuardDuty: its detectors, of which an account has one in a region."""

import hashlib

from . import rest


def install():
    from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region

    detectors = AccountRegionScopedDict()

    def create(body):
        if list(detectors):
            raise rest.NotFound("BadRequestException", "a detector already exists for the current account")
        detector = hashlib.md5(f"{get_account_id()} {get_region()}".encode()).hexdigest()
        detectors[detector] = {"createdAt": "2026-01-01T00:00:00Z", "tags": {}, **body}
        return {"detectorId": detector}

    def find(detector):
        if detector not in detectors:
            raise rest.NotFound("BadRequestException", "the detector is not owned by the current account")
        return detectors[detector]

    def get(detector, _):
        found = find(detector)
        return {**found, "status": "ENABLED" if found.get("enable") else "DISABLED", "serviceRole": "", "updatedAt": ""}

    def update(detector, body):
        find(detector).update(body)
        return {}

    def delete(detector, _):
        find(detector)
        del detectors[detector]
        return {}

    one = "/detector/([^/]+)"
    return rest.install("guardduty", [
        ("POST", "/detector", "CreateDetector", create),
        ("GET", "/detector", "ListDetectors", lambda _: {"detectorIds": list(detectors)}),
        ("GET", one, "GetDetector", get),
        ("POST", one, "UpdateDetector", update),
        ("DELETE", one, "DeleteDetector", delete),
    ], lambda *given: f"detector/{given[0]}" if len(given) > 1 else None)
