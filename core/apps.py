from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "core"

    def ready(self):
        # The web process rings for tasks by name, so it must know the names too.
        autodiscover_modules("tasks")
        # What upper floors answer to lower ones (core.hooks).
        autodiscover_modules("hook_answers")
        from core.database.durability import server_writes_before_it_answers
        from core.database.protection import seal
        from core.jobs.checks import every_job_has_its_task

        checks.register(every_job_has_its_task)
        # Asked before each migrate, with which every start of a release begins.
        checks.register(server_writes_before_it_answers, checks.Tags.database)
        post_migrate.connect(seal, sender=self)  # after pgtrigger, which stands further up and installs its own
