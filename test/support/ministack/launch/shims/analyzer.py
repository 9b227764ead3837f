"""IAM Access Analyzer: its analyzers."""

from . import rest


def install():
    from ministack.core.responses import AccountRegionScopedDict, get_account_id, get_region

    analyzers = AccountRegionScopedDict()

    def create(body):
        name = body["analyzerName"]
        if name in analyzers:
            raise rest.NotFound("ConflictException", "the analyzer exists")
        arn = f"arn:aws:access-analyzer:{get_region()}:{get_account_id()}:analyzer/{name}"
        times = {"createdAt": "2026-01-01T00:00:00Z"}
        analyzers[name] = {"arn": arn, "name": name, "type": body["type"], "status": "ACTIVE", "tags": {}, **times}
        return {"arn": arn}

    def find(name):
        if name not in analyzers:
            raise rest.NotFound("ResourceNotFoundException", f"there is no analyzer {name}")
        return analyzers[name]

    def delete(name, _):
        find(name)
        del analyzers[name]
        return {}

    def resource_of(*given):
        name = given[0] if len(given) > 1 else given[-1].get("analyzerName")
        return f"analyzer/{name}" if name else None

    one = "/analyzer/([^/]+)"
    return rest.install("access-analyzer", [
        ("PUT", "/analyzer", "CreateAnalyzer", create),
        ("GET", "/analyzer", "ListAnalyzers", lambda _: {"analyzers": list(analyzers.values())}),
        ("GET", one, "GetAnalyzer", lambda name, _: {"analyzer": find(name)}),
        ("DELETE", one, "DeleteAnalyzer", delete),
    ], resource_of)
