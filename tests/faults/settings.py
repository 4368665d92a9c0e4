"""The portal's own settings for the child processes of fault tests, with the parcels and, if asked, a guard off."""

import os

from bsp_portal.settings import *  # noqa: F403
from bsp_portal.settings import CELERY_BROKER_TRANSPORT_OPTIONS, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.parcels"]
CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"health_check_interval": 2}

if os.environ.get("BSP_GUARD_OFF") == "publish timeout":
    CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"socket_timeout": None}
