"""How allauth behaves in the portal: nobody signs up, addresses are kept by their network, limits are our own."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.http import url_has_allowed_host_and_scheme

from core.addresses import client_network


class AccountAdapter(DefaultAccountAdapter):
    """Named in the settings; allauth asks it at every step of a sign-in."""

    def is_open_for_signup(self, request):
        """Accounts are by invitation only."""
        return False

    def is_safe_url(self, url):
        """``next`` leads to a page of this portal, written without a host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request):
        """Pages are answered with pages, whatever a header says."""
        return False

    def get_client_ip(self, request):
        """What is kept of an address: its network, never the whole."""
        return client_network(request)

    def pre_authenticate(self, request, **credentials):
        """allauth would count in the cache here; accounts.lockout has counted before."""
