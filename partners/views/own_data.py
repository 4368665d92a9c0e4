"""What the portal keeps of whoever asks."""

from django.http import JsonResponse

from accounts.signing_in.reauthentication import FreshSignInRequired
from core.forms.views import ActView
from partners.actions import export_person
from partners.personal_data import Person


class OwnData(FreshSignInRequired, ActView):
    """A file that programs can read; after a fresh proof, because it tells where somebody signed in."""

    http_method_names = ["get"]

    def get_record(self):
        return self.reader

    def get(self, request, **where):
        self.prepare()
        kept = export_person(Person.of(self.record), by=self.reader)
        headers = {"Content-Disposition": 'attachment; filename="personal-data.json"'}
        return JsonResponse(kept, headers=headers, json_dumps_params={"ensure_ascii": False, "indent": 1})
