"""The kinds of record of this floor."""

from django.utils.translation import gettext_lazy as _

from accounts.filters import TokenFilter
from accounts.models import ApiToken
from accounts.serializers import TokenSerializer
from core.records.catalogue import RecordKind

TOKENS = RecordKind(
    name="tokens",
    label=_("Tokens for the API"),
    model=ApiToken,
    rows=ApiToken.objects.visible_to,
    serializer=TokenSerializer,
    filterset=TokenFilter,
    key="prefix",
    title="name",
    page="accounts:token_list",
    is_resource=False,
)

KINDS = (TOKENS,)
