"""The base of every serializer: fields named one by one, read-only, and relations of the kinds of core.api.fields."""

from django.db import models
from rest_framework import serializers

from core.api.fields import MomentField

# What every record says of itself, after its own fields.
RECORD_FIELDS = (
    "language",
    "note",
    "visibility",
    "origin",
    "origin_reference",
    "version",
    "created_at",
    "updated_at",
)


class RowListSerializer(serializers.ListSerializer):
    def to_representation(self, data):
        return super().to_representation(self.child.rows_to_show(data.all(), self.context["readers"]))


class RecordSerializer(serializers.ModelSerializer):
    """One record, or one row of those that hang on it."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.DateTimeField: MomentField
    }

    class Meta:
        list_serializer_class = RowListSerializer

    def get_fields(self):
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields

    def rows_to_show(self, rows, readers):
        """Of the rows that hang on a record, those that an answer shows to this reader."""
        return rows
