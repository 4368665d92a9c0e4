"""Fills the template database of the fault tests, in a child process: the parcels' tables."""

import django

django.setup()

from django.db import connection  # noqa: E402

from tests.faults.parcels.models import Delivery, Parcel  # noqa: E402

with connection.schema_editor() as editor:
    editor.create_model(Parcel)
    editor.create_model(Delivery)
