from django.apps import AppConfig


class ParcelsConfig(AppConfig):
    name = "tests.faults.parcels"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from tests.faults import guards

        guards.switch_off_as_asked()
