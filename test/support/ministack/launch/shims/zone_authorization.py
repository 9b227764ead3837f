"""Route 53: a zone's account lets a VPC of another one be associated with it; without that it is refused."""

import re
from xml.etree import ElementTree

from .accounts import in_account

OPERATIONS = ("authorizevpcassociation", "deauthorizevpcassociation", "associatevpc", "disassociatevpc")
PATH = re.compile(rf"/hostedzone/([^/]+)/({'|'.join(OPERATIONS)})")
NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/"


def install():
    from ministack.core.responses import get_account_id, get_region
    from ministack.services import ec2, route53

    handle = route53.handle_request
    authorized = set()

    def member(vpc):
        return f"<VPC><VPCRegion>{vpc[0]}</VPCRegion><VPCId>{vpc[1]}</VPCId></VPC>"

    def answer(name, zone, content):
        body = f'<{name} xmlns="{NAMESPACE}"><HostedZoneId>{zone}</HostedZoneId>{content}</{name}>'
        return 200, {"Content-Type": "text/xml"}, body.encode()

    def list_of(zone):
        vpcs = "".join(member(each[1:]) for each in sorted(authorized) if each[0] == zone)
        return answer("ListVPCAssociationAuthorizationsResponse", zone, f"<VPCs>{vpcs}</VPCs>")

    def owner_of(zone):
        return next((key[0] for key in route53._zones._data if key[1] == zone), None)

    async def handle_request(method, path, headers, body, query_params):
        match = PATH.search(path)
        if match is None:
            return await handle(method, path, headers, body, query_params)
        zone, operation = match.groups()
        if method == "GET":
            return list_of(zone)
        root = ElementTree.fromstring(re.sub(r'\sxmlns="[^"]*"', "", body.decode()))
        vpc = (root.findtext("VPC/VPCRegion"), root.findtext("VPC/VPCId"))
        if operation == "authorizevpcassociation":
            if zone not in route53._zones:
                return route53._error_response("NoSuchHostedZone", f"there is no zone {zone}", 404)
            authorized.add((zone, *vpc))
            return answer("CreateVPCAssociationAuthorizationResponse", zone, member(vpc))
        if operation == "deauthorizevpcassociation":
            if (zone, *vpc) not in authorized:
                return route53._error_response("VPCAssociationAuthorizationNotFound", "there is none", 404)
            authorized.discard((zone, *vpc))
            return answer("DeleteVPCAssociationAuthorizationResponse", zone, member(vpc))
        owner = owner_of(zone)
        if owner in (None, get_account_id()):
            return await handle(method, path, headers, body, query_params)
        if ec2._vpcs.get_scoped(get_account_id(), vpc[0], vpc[1]) is None:
            return route53._error_response("InvalidVPCId", f"there is no VPC {vpc[1]}", 400)
        if operation == "associatevpc" and (zone, *vpc) not in authorized:
            return route53._error_response("NotAuthorizedException", f"{vpc[1]} is not authorized for {zone}", 401)
        with in_account(owner, get_region()):
            return await handle(method, path, headers, body, query_params)

    route53.handle_request = handle_request
    return [f"route53:{name}" for name in (
        "CreateVPCAssociationAuthorization",
        "DeleteVPCAssociationAuthorization",
        "ListVPCAssociationAuthorizations",
        "AssociateVPCWithHostedZone of another account",
    )]
