"""How council reports stand in the API."""

from django.db.models import F

from core.api.fields import VisibleCodeField
from core.api.serializers import RecordSerializer
from governance.models import Session
from reports.models import Edition, Report, Snapshot


class EditionSerializer(RecordSerializer):
    """A printed file; its digest and size let a reader check a copy."""

    class Meta(RecordSerializer.Meta):
        model = Edition
        fields = ("language", "format", "digest", "size", "pages", "words")


class SnapshotSerializer(RecordSerializer):
    """The frozen figures of the build that counts, and what was printed from them."""

    editions = EditionSerializer(many=True)

    class Meta(RecordSerializer.Meta):
        model = Snapshot
        fields = ("number", "digest", "editions")

    def rows_to_show(self, rows, readers):
        return rows.filter(number=F("report__build_number"))


class ReportSerializer(RecordSerializer):
    session = VisibleCodeField(Session)
    snapshots = SnapshotSerializer(many=True)

    class Meta:
        model = Report
        fields = (
            "code",
            "symbol",
            "session",
            "year",
            "period_starts_on",
            "period_ends_on",
            "cut_off_on",
            "masthead_on",
            "job_number",
            "languages",
            "state",
            "build_number",
            "issued_at",
            "snapshots",
            "visibility",
            "origin",
            "version",
            "created_at",
            "updated_at",
        )
