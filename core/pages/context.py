"""What every page knows."""

from django.conf import settings


def frame(request):
    """Whether this portal shows the demonstration."""
    return {"is_demo_portal": settings.DEMO}
