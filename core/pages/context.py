"""What every page knows."""

from django.conf import settings


def frame(request):
    """Whether this portal shows the demonstration, and its version."""
    return {"is_demo_portal": settings.DEMO, "portal_version": settings.VERSION}
