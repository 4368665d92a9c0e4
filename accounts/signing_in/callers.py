"""By what an attempt or the wish for a letter is counted: whoever the portal knows, never with strangers.

So strangers can use up nothing that the owner needs: not a browser from which the account has signed in, not a living
session, not the link in a letter.
"""

from django.http import HttpRequest

from accounts.signing_in import known_devices, lockout
from accounts.signing_in.lockout import Counter
from core.http.addresses import client_address, client_network


def of_attempt(request: HttpRequest, address: str, *, by_link: bool = False) -> list[Counter]:
    """By what a password or code for the account with this address is counted.

    ``by_link``: whoever came by a mailed link may type the code also while passwords are closed for the account.
    """
    if request.user.is_authenticated and request.user.email == address:
        return [lockout.SESSION.of(address, request.session.session_key)]
    if by_link:
        return [lockout.BY_LINK.of(address)]
    if browser := known_devices.browser_for(request, address):
        return [lockout.DEVICE.of(address, browser)]
    return _of_stranger(request, address)


def has_password_closed(request: HttpRequest, address: str) -> bool:
    """Whether a password for this address would not be judged now, were it the caller's or a stranger's from here."""
    counters = [*of_attempt(request, address), *_of_stranger(request, address)]
    return any(lockout.closed_until(counter) for counter in counters)


def of_letter(request: HttpRequest, address: str, notice: str) -> list[Counter]:
    """By what the wish for a letter of this kind to this address is counted, whether or not one goes out."""
    if browser := known_devices.browser_for(request, address):
        return [lockout.LETTERS_FOR_DEVICE.of(address, notice, browser)]
    network = client_network(request)
    return [
        lockout.LETTERS_FOR_NETWORK.of(network),
        lockout.LETTERS_FOR_CLIENT.of(client_address(request)),
        lockout.LETTERS_FROM_HERE.of(address, notice, network),
    ]


def _of_stranger(request: HttpRequest, address: str) -> list[Counter]:
    network = client_network(request)
    return [
        lockout.NETWORK.of(network),
        lockout.ACCOUNT.of(address),
        lockout.ACCOUNT_AND_NETWORK.of(address, network),
    ]
