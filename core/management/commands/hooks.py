"""Who answers what: every question that a lower floor asks of the floors above it."""

from django.core.management.base import BaseCommand

from core.hooks import declared


class Command(BaseCommand):
    help = "Print every question between floors (core.hooks) with its types, and below it those who answer."

    def handle(self, **_options):
        for hook in declared():
            self.stdout.write(hook.signature)
            for answer in hook.answers:
                self.stdout.write(f"    {answer.__module__}.{answer.__qualname__}")
