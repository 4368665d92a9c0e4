"""Where a request comes from."""

import ipaddress

from django.conf import settings

NOWHERE = ipaddress.ip_address("0.0.0.0")  # noqa: S104 - the address of nobody, nothing listens there


def client_address(request) -> str:
    """The client as it is counted: its address, or for version 6 its /64, because one subscriber has a whole one."""
    address = _address_of(request)
    return str(_network(address)) if address.version == 6 else str(address)


def client_network(request) -> str:
    """What may be kept of the client's address: the /24 or /64 it lies in, written as that network's first address."""
    return str(_network(_address_of(request)).network_address)


def _address_of(request):
    """Counted from the trusted end of X-Forwarded-For: never the entry that a client wrote itself."""
    hops = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    believed = forwarded[-hops] if hops and len(forwarded) >= hops else ""
    for text in (believed, request.META.get("REMOTE_ADDR", "")):
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            continue
        # A server that listens for both versions sees an address of version 4 inside one of version 6.
        return getattr(address, "ipv4_mapped", None) or address
    return NOWHERE


def _network(address):
    return ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False)
