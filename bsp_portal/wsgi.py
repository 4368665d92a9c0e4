"""The entry point for gunicorn."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bsp_portal.settings")
django.setup(set_prefix=False)

from core.http.wsgi import Handler  # noqa: E402 - only now are there settings

application = Handler()
