"""Who holds a post of focal point, as far as people type it."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from core.forms.views import EditView
from partners import actions, policies
from partners.forms import ContactForm
from partners.models import FocalPoint


class ContactEdit(EditView):
    """How the holder is reached, and what everybody may see of it."""

    form_class = ContactForm
    template_name = "partners/contact_edit.html"
    said = _("The contact details have been saved. Others see only what the person agreed to make public.")
    action = staticmethod(actions.keep_contact)

    def get_record(self):
        visible = FocalPoint.objects.visible_to(self.reader).select_related("region")
        return get_object_or_404(visible, code=self.kwargs["code"])

    def is_allowed(self):
        return policies.can_keep_contact(self.reader, self.record)

    def get_initial_from(self, record):
        return ContactForm.of(record)
