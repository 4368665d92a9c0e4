#!/usr/bin/env python
"""Django's command line. On a developer's machine use `./bsp manage …`, which sets the environment first."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bsp_portal.settings")
    import pghistory
    from django.core.management import execute_from_command_line

    if sys.argv[1:] == ["version"]:  # Django would answer with its own
        from django.conf import settings

        print(settings.VERSION)
    else:
        with pghistory.context(command=" ".join(sys.argv[1:2])):  # history tells what changed a row
            execute_from_command_line(sys.argv)
