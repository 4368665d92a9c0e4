"""The one thing that allauth's pages do not ask of a form, and all others of the portal do."""

from collections.abc import Collection

from core.forms.sent import refuse_foreign_fields


class KnownFields:
    """A page of allauth to which the fields of its form are sent, and no others (422)."""

    also_sent: Collection[str] = ()

    def post(self, request, *args, **kwargs):
        refuse_foreign_fields(request, [*self.get_form_class().base_fields, *self.also_sent])
        return super().post(request, *args, **kwargs)
