"""Where a request comes from."""

import ipaddress
import logging
from functools import cache

from django.conf import settings

logger = logging.getLogger(__name__)

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
    header = request.META.get("HTTP_X_FORWARDED_FOR", "")
    forwarded = [part.strip() for part in header.split(",")] if header else []
    believed = forwarded[-hops] if hops and len(forwarded) >= hops else ""
    if forwarded and not believed:
        tell_of_wrong_number(hops)
    for text in (believed, request.META.get("REMOTE_ADDR", "")):
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            continue
        # A server that listens for both versions sees an address of version 4 inside one of version 6.
        return getattr(address, "ipv4_mapped", None) or address
    return NOWHERE


@cache
def tell_of_wrong_number(hops: int) -> None:
    """Once a process, since anybody can send the header."""
    logger.error(
        "X-Forwarded-For does not fit TRUSTED_PROXIES, which is %s. If a proxy of your own sends it, all its clients "
        "are counted as one and can be shut out together: set TRUSTED_PROXIES to the number of your proxies.",
        hops,
    )


def _network(address):
    return ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False)
