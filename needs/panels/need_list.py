"""The list of needs, and that of unmet needs which the exchange shows."""

from django.utils.translation import gettext_lazy as _

from core.lists.columns import BADGE, DAY, WORDS, Column
from core.lists.views import RecordListView
from needs.kinds import NEEDS
from needs.panels.progress import need_rows


class NeedList(RecordListView):
    kind = NEEDS
    template_name = "needs/need_list.html"
    columns = (
        Column("need", _("Need"), "needs/cells/need_need.html", sort=("statement",)),
        Column("whose", _("Whose need"), "needs/_whose.html"),
        Column("theme", _("Theme"), WORDS, sort=("theme",)),
        Column("as_of", _("As of"), DAY, sort=("as_of", "code")),
        Column("step", _("Progress"), "needs/_answers.html"),
        Column("status", _("Status"), BADGE),
    )
    row_name = "need"
    default_order = "code"
    hidden_orders = {"code": ("code",)}

    def get_queryset(self):
        return super().get_queryset().with_card()

    def prepare_rows(self, rows):
        return need_rows(rows, self.request.user)
