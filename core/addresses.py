"""Where a request comes from."""

import ipaddress

from django.conf import settings


def client_address(request) -> str:
    """The client's address, counted from the trusted end of X-Forwarded-For: never the entry a client wrote itself."""
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    address = forwarded[-hops] if hops and len(forwarded) >= hops else request.META.get("REMOTE_ADDR", "")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return request.META.get("REMOTE_ADDR", "")
    if parsed.version == 6:
        # One subscriber has a whole /64: counting single addresses would count nobody.
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return address
