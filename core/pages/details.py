"""The page of one record."""

from django.http import Http404
from django.shortcuts import render
from django.views import View

from core.http.parameters import refuse_unknown


class RecordDetailView(View):
    """One record by its code, as far as the reader may see it; missing and invisible are the same."""

    http_method_names = ["get", "head", "options"]
    template_name: str
    lookup = "code"

    def get_queryset(self):
        """The rows that this reader may see, with what the page shows."""
        raise NotImplementedError

    def get_context(self, record) -> dict:
        """What the page needs besides the record."""
        return {}

    def get(self, request, **where):
        refuse_unknown(request.GET, ())
        record = self.get_queryset().filter(**{self.lookup: where[self.lookup]}).first()
        if record is None:
            raise Http404
        return render(request, self.template_name, {"record": record, **self.get_context(record)})
